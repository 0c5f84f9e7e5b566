import React, { useState as state, 効果 } from "react";
// <- imports: @import
//     ^^^^^ imports: @alias scopes: @local.definition.import
//              ^^^^^^^^ imports: @name scopes: !local.definition.import
//                          ^^^^^ imports: @alias scopes: @local.definition.import
//                                 ^^ imports: @name scopes: @local.definition.import
//                                           ^^^^^^^ imports: @module
import * as path from 'path';
//     ^^^^^^^^^ imports: @wildcard
//          ^^^^ imports: @alias scopes: @local.definition.import
import "./side-effect.js";
//     ^^^^^^^^^^^^^^^^^^ imports: @module
export { one, two as 二 } from "./numbers.js";
//       ^^^ imports: @name
export * from "./all.js";
//     ^ imports: @wildcard
const fs = require("fs"), { join, sep: separator } = require("path");
//    ^^ imports: @alias
//                 ^^^^ imports: @module
//                          ^^^^ imports: @name
//                                     ^^^^^^^^^ imports: @alias
require("./polyfill");
//      ^^^^^^^^^^^^ imports: @module
const spawn = require("child_process").spawn;
//                                     ^^^^^ imports: @name

const load = () => import("./lazy.js");
//                        ^^^^^^^^^^^ imports: @module

module.exports.parse = function (text, { strict = false } = {}, ...rest) {
// <- symbols: @symbol.function
//             ^^^^^ symbols: @name
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
//                               ^^^^ scopes: @local.definition.parameter
//                                       ^^^^^^ scopes: @local.definition.variable
//                                                                 ^^^^ scopes: @local.definition.parameter
//                                                                       ^ symbols: @body
  const [first, ...others] = text.split("😀");
//       ^^^^^ symbols: @name scopes: @local.definition.variable
//                 ^^^^^^ scopes: @local.definition.variable
//                           ^^^^ calls: @receiver scopes: @local.reference @receiver
//                                ^^^^^ calls: @name scopes: @member.reference
//                                     ^^^^^ calls: @arguments
//                           ^^^^^^^^^^^^^^^ calls: @call
  return { first };
//         ^^^^^ scopes: @local.reference
};

Parser.prototype.reset = function () {};
// <- symbols: @container @symbol.function
//               ^^^^^ symbols: @name

export default function () {
//     ^^^^^^^ symbols: @name
// <- symbols: @symbol.function
}
