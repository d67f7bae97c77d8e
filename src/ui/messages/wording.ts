/** English says which messages there are; a language that lacks one, or has one too many, fails the type check. */
import type en from './en/all.ts';

export type Wording<T> = { readonly [K in keyof T]: T[K] extends string ? string : Wording<T[K]> };
export type Messages = Wording<typeof en>;

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en;
  }
}
