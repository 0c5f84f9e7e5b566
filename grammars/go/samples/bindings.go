package sample

func (b *Box) Use(items map[string]*Box, given any) {
//    ^ bindings: @name
//      ^^^^ bindings: @type
	box, err := Make("名")
	// <- bindings: @names
//           ^^^^^^^^^ bindings: @value
	var lid Lid = nil
//   ^^^ bindings: @name
//       ^^^ bindings: @type
	for key, item := range items {
//   ^^^^^^^^^ bindings: @names
//                      ^^^^^ bindings: @element
	}
	func(inner *Box) {}(box)
	// <- bindings: @scope
//    ^^^^^ bindings: @name
//          ^^^^ bindings: @type
}
