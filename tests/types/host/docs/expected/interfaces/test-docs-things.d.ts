/// <reference lib="esnext.disposable" />
/**
 * The interface.
 *
 * With a second paragraph, `code`, and *\/ in the middle.
 *
 * @module Interface test:docs/things@0.1.0
 */

/**
 * A function whose documentation is one line, but a line that is too long to stand between the marks.
 *
 * @deprecated since 0.1.0
 */
export function find(name: string): Thing | undefined;

/** A record. */
export interface Thing {
  /** A field. */
  name: string;
  /**
   * Another,
   * on two lines.
   */
  size: number;
}

/** A variant. */
export type Choice = ChoiceFirst | ChoiceSecond;

/** The first case. */
export interface ChoiceFirst {
  tag: 'first';
  val: number;
}

export interface ChoiceSecond {
  tag: 'second';
}

/**
 * An enum.
 *
 * - `'low'`: Not much.
 * - `'high'`: A lot,
 *   really.
 */
export type Level = 'low' | 'high' | 'off';

/** Flags. */
export interface Rights {
  /** May read. */
  read?: boolean | undefined;
  write?: boolean | undefined;
}

/** A resource. */
export class File implements Disposable {
  /** Opens it. */
  constructor(name: string);
  /**
   * Reads it.
   *
   * @deprecated since 0.1.0
   */
  read(): Uint8Array;
  /** Counts them. */
  static count(): number;
  [Symbol.dispose](): void;
}
