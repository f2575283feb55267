// The permit that `check-write` and `check-send` give, and that `write` and `send` use up.

import { trap } from './errors.js';

export class Budget {
  #left = 0;

  /** @param {number} amount */
  grant(amount) {
    this.#left = amount;
  }

  /**
   * Traps unless so much was granted and is left.
   * @param {number} amount
   * @param {string} unit what is counted, for the message
   */
  spend(amount, unit) {
    if (amount > this.#left) throw trap(`wrote ${amount} ${unit} where the last check permits ${this.#left}`);
    this.#left -= amount;
  }
}
