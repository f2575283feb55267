// What is wrong with what was entered.

/** In the words of the form, by who has read the text. */
export class Mistake extends Error {}

/** The same, with the control that has it. */
export class Invalid extends Error {
  /** @param {string} message @param {HTMLElement} control */
  constructor(message, control) {
    super(message);
    this.control = control;
  }
}
