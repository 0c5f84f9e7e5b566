// Package shape 形。
package shape
// <- symbols: @symbol.module scopes: !local.scope
//      ^^^^^ symbols: @name

import (
	"fmt"
	// <- imports: @import
	 // <- imports: @module scopes: @local.definition.import
	j "encoding/json"
	// <- imports: @import @alias scopes: @local.definition.import
	// ^^^^^^^^^^^^^ imports: @module
	. "math"
	// <- imports: @import @wildcard
	// ^^^^ imports: @module
	_ "net/http/pprof"
	// <- imports: @import @alias
)

// Max is the limit.
const Max = 3
// <- symbols: @symbol.constant
//    ^^^ symbols: @name scopes: @local.definition.variable
//          ^ symbols: @value

const (
	A, B float64 = iota, 2
	// <- symbols: @symbol.constant @name
	// ^ symbols: @name scopes: @local.definition.variable
	//   ^^^^^^^ symbols: @type
	C
	// <- symbols: @symbol.constant @name
)

var 色, size int = 1, 2
// <- symbols: @symbol.variable
//  ^ symbols: @name scopes: @local.definition.variable
//     ^^^^ symbols: @name
//          ^^^ symbols: @type
//                ^^^^ symbols: @value
var _ fmt.Stringer = (*Point)(nil)
// <- symbols: !symbol.variable
//    ^^^ scopes: @receiver @local.reference
//        ^^^^^^^^ scopes: @member.reference
var (
	table = map[string]int{"点": 1}
	// <- symbols: @symbol.variable @name
)

// Point is 点.
type Point struct {
// <- symbols: @symbol.struct
//   ^^^^^ symbols: @name scopes: @local.definition.class
//                ^ symbols: @body blocks: @block
	X, Y int `json:"x"`
	// <- symbols: @symbol.field @name
	// ^ symbols: @name
	//   ^^^ symbols: @type
	*Base
	// <- symbols: @symbol.field
	 // <- symbols: @base @name @type
	fmt.Stringer
	// <- symbols: @symbol.field @base
	//  ^^^^^^^^ symbols: @name
}

type (
	ID    int
	// <- symbols: @symbol.type
	// <- symbols: @name scopes: @local.definition.class
	Alias = string
	// <- symbols: @symbol.type
	// <- symbols: @name scopes: @local.definition.class
	Pair[K comparable, V any] struct{ Key K }
	// <- symbols: @symbol.struct
	//  ^^^^^^^^^^^^^^^^^^^^^ symbols: @type_parameters
	//   ^ scopes: @local.definition.class
)

type Shape[T any] interface {
// <- symbols: @symbol.interface
//   ^^^^^ symbols: @name
//                          ^ symbols: @body
//                ^^^^^^^^^ blocks: @block
	Area(scale float64) (float64, error)
	// <- symbols: @symbol.method
	// <- symbols: @name
	//  ^^^^^^^^^^^^^^^ symbols: @parameters
	//                  ^^^^^^^^^^^^^^^^ symbols: @result
	fmt.Stringer
	// <- symbols: @base
}

func (p *Point) Move(dx, dy int, opts ...Option) (n int, err error) {
// <- symbols: @symbol.method scopes: @local.scope
//    ^ scopes: @local.definition.parameter
//       ^^^^^ symbols: @container scopes: @local.reference
//              ^^^^ symbols: @name
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
//                       ^^ scopes: @local.definition.parameter
//                               ^^^^ scopes: @local.definition.parameter
//                                               ^^^^^^^^^^^^^^^^^^ symbols: @result
//                                                                  ^ symbols: @body blocks: @block scopes: @local.scope
	p.X += dx
	// <- scopes: @receiver @local.reference
	//^ scopes: @member.reference
	return 1, nil
	// <- blocks: @flow.return
}

func (l List[T]) Len() int { return len(l.items) }
//      ^^^^ symbols: @container
//               ^^^ symbols: @name
//                                  ^^^^^^^^^^^^ calls: @call
//                                  ^^^ calls: @name
//                                     ^^^^^^^^^ calls: @arguments

func Map[T, U any](xs []T, f func(T) U) []U
// <- symbols: @symbol.function
//   ^^^ symbols: @name scopes: @local.definition.function
//      ^^^^^^^^^^ symbols: @type_parameters
//          ^ scopes: @local.definition.class
//                ^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
//                                      ^^^ symbols: @result
