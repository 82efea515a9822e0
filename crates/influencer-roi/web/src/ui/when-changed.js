// Draws a part only when what it shows has changed: a hand or a key on it is not disturbed.

/** @returns {(shown: unknown, draw: () => unknown) => void} shown: all that the drawing depends on, as plain data */
export function whenChanged() {
  let drawn = '';
  return (shown, draw) => {
    const now = JSON.stringify(shown);
    if (now === drawn) return;
    drawn = now;
    draw();
  };
}
