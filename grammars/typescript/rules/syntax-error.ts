export function area(width: number, height: number): number {
  return (width * height;
//                     ^ finds
}
export const name = (first: string) => first; // ok
