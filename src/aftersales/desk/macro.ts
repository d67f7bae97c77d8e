import type { Concept } from '../../kernel/concept.ts';
import { type Decision, refuse } from '../../kernel/decision.ts';
import type { EpochMs } from '../../kernel/time.ts';

/** Words that answer what is asked again and again; an agent puts them in and makes them fit. No personal data. */
export interface Macro {
  readonly title: string;
  readonly language: string;
  /** Key of the rulebook's `desk.kinds`; `null`: fits any. */
  readonly kind: string | null;
  readonly text: string;
  readonly isRetired: boolean;
}

export type MacroEvent =
  | ({
      readonly type: 'MacroWritten';
      readonly at: EpochMs;
      readonly by: string;
    } & Omit<Macro, 'isRetired'>)
  | { readonly type: 'MacroRetired'; readonly at: EpochMs; readonly by: string };

export function evolveMacro(state: Macro | undefined, event: MacroEvent): Macro {
  switch (event.type) {
    case 'MacroWritten': {
      const { title, language, kind, text } = event;
      return { title, language, kind, text, isRetired: false };
    }
    case 'MacroRetired':
      return { ...(state ?? { title: '', language: 'en', kind: null, text: '' }), isRetired: true };
    default:
      return event satisfies never;
  }
}

/** The same again changes nothing. */
export function decideWriteMacro(
  state: Macro | undefined,
  command: Omit<Macro, 'isRetired'> & { readonly at: EpochMs; readonly by: string },
  kinds: readonly string[],
): Decision<MacroEvent> {
  const { title, language, kind, text } = command;
  if (kind !== null && !kinds.includes(kind))
    return refuse('unknown-ticket-kind', `Choose one of: ${kinds.join(', ')}.`, { field: 'kind' });
  const isSame =
    state &&
    !state.isRetired &&
    state.title === title &&
    state.language === language &&
    state.kind === kind &&
    state.text === text;
  return isSame ? [] : [{ type: 'MacroWritten', ...command }];
}

/** Stream id `mac_...`. */
export const macros: Concept<Macro, MacroEvent, 'language'> = {
  name: 'macro',
  revision: 1,
  evolve: evolveMacro,
  columns: { language: { type: 'text', of: (m) => (m.isRetired ? null : m.language) } },
};
