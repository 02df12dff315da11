//! A program that remembers which of its functions have run: each gets a global of its own, exported, and sets it.

use super::module::{Module, section};
use crate::tools::trouble::Trouble;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, RawSection, ValType};

/// What the name of such an export begins with; the function's index follows, in decimal.
pub(super) const RAN: &str = "ran:";

/// The program with its memory of what has run.
pub(super) fn instrument(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let module = Module::read(bytes)?;
    let mut out = wasm_encoder::Module::new();
    let mut same = RoundtripReencoder;
    let wrong = |what: String| Trouble::new(format!("the program cannot be instrumented: {what}"), "Build again.");
    let base = module.globals.len() as u32;
    for (id, range) in &module.sections {
        match *id {
            section::GLOBAL => {
                let mut globals = GlobalSection::new();
                let reader = wasmparser::BinaryReader::new(&module.bytes[range.clone()], range.start);
                let reader = wasmparser::GlobalSectionReader::new(reader).map_err(|error| wrong(error.to_string()))?;
                same.parse_global_section(&mut globals, reader).map_err(|error| wrong(error.to_string()))?;
                let flag = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
                for _ in &module.bodies {
                    globals.global(flag, &ConstExpr::i32_const(0));
                }
                out.section(&globals);
            }
            section::EXPORT => {
                let mut exports = ExportSection::new();
                for export in &module.exports {
                    let kind = same.export_kind(export.kind).map_err(|error| wrong(error.to_string()))?;
                    exports.export(export.name, kind, export.index);
                }
                for at in 0..module.bodies.len() as u32 {
                    exports.export(&format!("{RAN}{}", module.first() + at), ExportKind::Global, base + at);
                }
                out.section(&exports);
            }
            section::CODE => {
                let mut code = CodeSection::new();
                for (at, body) in (0u32..).zip(&module.bodies) {
                    let mut locals = Vec::new();
                    let reader = body.get_locals_reader().map_err(|error| wrong(error.to_string()))?;
                    for local in reader {
                        let (count, kind) = local.map_err(|error| wrong(error.to_string()))?;
                        locals.push((count, same.val_type(kind).map_err(|error| wrong(error.to_string()))?));
                    }
                    let mut function = wasm_encoder::Function::new(locals);
                    function.instructions().i32_const(1).global_set(base + at);
                    let operators = body.get_operators_reader().map_err(|error| wrong(error.to_string()))?;
                    function.raw(module.bytes[operators.original_position()..body.range().end].iter().copied());
                    code.function(&function);
                }
                out.section(&code);
            }
            id => {
                out.section(&RawSection { id, data: &module.bytes[range.clone()] });
            }
        }
    }
    Ok(out.finish())
}
