import type { Shape, Style as S } from "./types";
//            ^^^^^ imports: @name scopes: @local.definition.import
//                            ^ imports: @alias
import fs = require("fs");
// <- imports: @import
//     ^^ imports: @alias scopes: @local.definition.import
//                  ^^^^ imports: @module
import * as all from "all";
//     ^^^^^^^^ imports: @wildcard

/** A named thing. */
export interface Named<T> extends Base, ns.Other {
//     ^^^^^^^^^ symbols: @symbol.interface scopes: @local.scope
//               ^^^^^ symbols: @name scopes: @local.definition.class
//                     ^ scopes: @local.definition.class
//                                ^^^^ symbols: @base scopes: @local.reference
//                                      ^^^^^^^^ symbols: @base
//                                      ^^ scopes: @receiver
//                                         ^^^^^ scopes: @member.reference
  readonly name?: string;
  // <- symbols: @symbol.field
//         ^^^^ symbols: @name
//              ^^^^^^^^ symbols: @type
  rename(to: string): void;
  // <- symbols: @symbol.function @name
//      ^^^^^^^^^^^^ symbols: @parameters
//                  ^^^^^^ symbols: @result
}
export type Pair<T> = { left: T; right: T };
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.type
//          ^^^^ symbols: @name scopes: @local.definition.class
//                    ^^^^^^^^^^^^^^^^^^^^^ symbols: @value
enum Colour { Red, Green = 2 }
// <- symbols: @symbol.enum
//            ^^^ symbols: @symbol.enum_member @name
//                 ^^^^^^^^^ symbols: @symbol.enum_member
namespace 図形.Inner { export const unit = 1; }
// <- symbols: @symbol.namespace
//        ^^^^^^^^ symbols: @name
//                          ^^^^^^^^^^^^^^^ symbols: @extent
//                                ^^^^^^^^ symbols: @symbol.variable

@Injectable()
// <- symbols: @decorator
export abstract class Store<T> extends Base<T> implements Named<T>, Closeable {
//     ^^^^^^^^ symbols: @symbol.class
//                    ^^^^^ symbols: @name scopes: @local.definition.class
//                                     ^^^^ symbols: @base
//                                                        ^^^^^^^^ symbols: @base
//                                                                  ^^^^^^^^^ symbols: @base
//                                                                            ^ symbols: @body
  @Input() private size: number = 0;
  // <- symbols: @decorator
//                 ^^^^ symbols: @name
//                     ^^^^^^^^ symbols: @type
  constructor(private readonly path: string, count = 1) { super(); }
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.field
//            ^^^^^^^ symbols: @self
//                             ^^^^ symbols: @name scopes: @local.definition.parameter
//                                           ^^^^^ symbols: !name scopes: @local.definition.parameter
//                                                        ^^^^^ calls: @name
  abstract close(): void;
  // <- symbols: @symbol.function
  protected get key(): string { return this.path; }
  // <- symbols: @symbol.property
//                                          ^^^^ scopes: @member.reference
  find(key: string): T;
  // <- symbols: @symbol.function
  find(key: any, ...more: T[]): T { return this.map.get(key)!; }
//                  ^^^^ scopes: @local.definition.parameter
//                                         ^^^^^^^^ calls: @receiver
//                                                  ^^^ calls: @name
//                                         ^^^^^^^^^^^^^^^^^ calls: @call
//                                                     ^^^^^ calls: @arguments
  handler = (event: Event): void => {};
  // <- symbols: @symbol.function
//                        ^^^^^^ symbols: @result
}

export const load = async <T,>(url: string, kind?: Kind): Promise<T> => fetch(url);
//           ^^^^ symbols: @name
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.function
//                                          ^^^^ scopes: @local.definition.parameter
//                                                      ^^^^^^^^^^^^ symbols: @result
//                                                                      ^^^^^ calls: @name
export function over(a: string): void;
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.function
//              ^^^^ scopes: @local.definition.function
Store.create = function () {};
// <- symbols: @container
const api = { get(url: string) {} };
//            ^^^^^^^^^^^^^^^^^^^ symbols: @symbol.method
export const kinds = { RED: "r", get } as const;
//                     ^^^^^^^^ symbols: @symbol.field
//                               ^^^ symbols: @name @symbol.field
const shown = { at: 1 } satisfies Places;
//              ^^^^^ symbols: @symbol.field
const [left, { right }] = pair;
//     ^^^^ symbols: @name scopes: @local.definition.variable
//             ^^^^^ scopes: @local.definition.variable
