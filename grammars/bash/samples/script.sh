#!/usr/bin/env bash
source ./lib.sh
# <- imports: @import
#      ^^^^^^^^ imports: @module

readonly VERSION=1.2
# <- symbols: @symbol.variable
#        ^^^^^^^ symbols: @name scopes: @local.definition.variable
#                ^^^ symbols: @value

# 挨拶、 says hello.
greet() {
# <- symbols: @symbol.function @name scopes: @local.scope @local.definition.function
#       ^ symbols: @body blocks: @block
  local name="$1" other
  #     ^^^^ scopes: @local.definition.variable
  #               ^^^^^ scopes: @local.definition.variable
  if [[ -n $name ]]; then return 1; else exit 2; fi
  # <- blocks: @flow.branch
  #         ^^^^ scopes: @local.reference
  #                       ^^^^^^^^ blocks: @flow.return
  #                                      ^^^^^^ blocks: @flow.raise
  for one in a b; do echo "${one}"; done
  # <- blocks: @flow.loop
  #   ^^^ scopes: @local.definition.variable
}

greet "$USER"
# <- calls: @call @name scopes: @local.reference
#     ^^^^^^^ scopes: !local.reference
