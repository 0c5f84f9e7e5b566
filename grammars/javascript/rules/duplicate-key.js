const colours = {
  red: 1,
  green: 2,
  red: 3,
//^^^ finds
  "blue": { red: 1 }, // ok: another object
  [red]: 4, // ok: computed
};
