package broken

type Half struct {
// <- symbols: @symbol.struct
	Kept int
	// <- symbols: @name
}

func (h *Half) Lost() {
	call(h.Kept
}


func After() { later.Go() }
//   ^^^^^ symbols: @name
//                   ^^ calls: @name
