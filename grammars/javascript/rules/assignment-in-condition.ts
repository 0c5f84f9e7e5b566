export function open(state: string): number {
  if (state = "open") return 1;
//    ^^^^^^^^^^^^^^ finds
  return state === "open" ? 1 : 2; // ok
}
