struct Half {
// <- symbols: @symbol.struct
    kept: u8,
    // <- symbols: @symbol.field

impl Half {
    fn count(&self { call(self.kept }
}

fn after(x: u8) -> u8 { kept(x) }
// ^^^^^ symbols: @name
//                      ^^^^ calls: @name
