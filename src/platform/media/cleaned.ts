/** What is wrong with a file that somebody brought; each is told apart so that people can mend it. */
export type MediaFault =
  /** Not what it says it is, cut off, or in a form that can't be looked through. */
  | 'unreadable'
  /** More pixels than may be decoded: a mistake, or a bomb. */
  | 'too-many-pixels'
  /** Longer than is taken. */
  | 'too-long'
  | 'too-many-pages'
  /** Something in it would run or open by itself, or it is two kinds of file at once. */
  | 'active-content'
  /** Behind a password: nobody can look through it. */
  | 'encrypted';

export type Cleaned = { readonly bytes: Buffer } | { readonly fault: MediaFault };

export function isFaulty(result: Cleaned): result is { readonly fault: MediaFault } {
  return 'fault' in result;
}

/** Thrown inside a walker at the first thing that does not add up; never leaves this folder. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** Long enough that compressed picture and sound data do not hold one by chance. */
const MARKUP = [
  '<script',
  '<iframe',
  '<html>',
  '<html ',
  '<!doctype html',
  '<svg xmlns',
  '<?php ',
  'javascript:',
];

/** Whether a web page hides in what says it is a picture or a video. */
export function holdsMarkup(bytes: Buffer): boolean {
  const text = bytes.toString('latin1').toLowerCase();
  return MARKUP.some((mark) => text.includes(mark));
}
