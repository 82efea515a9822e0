// What Chart.js asks of a colour, in place of its colour library: the page gives it finished colours, animates none, and lets no colour
// change under the pointer.

export class Color {
  /** @param {string} colour */
  constructor(colour) {
    this.colour = colour;
    this.valid = true;
  }

  saturate() {
    return this;
  }

  darken() {
    return this;
  }

  hexString() {
    return this.colour;
  }
}
