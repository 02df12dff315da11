//! Shorter names for what a program imports from its glue: the names that the compiler makes are long, each stands in
//! both, and no compression takes their hashes away.

use super::module::{Module, section};
use super::slim::slim;
use crate::tools::trouble::Trouble;
use std::fs;
use std::path::Path;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, RawSection};

/// Renames the imports of a program and of its glue, and makes the glue slim.
pub(super) fn shorten(program: &Path, glue: &Path) -> Result<(), Trouble> {
    let bytes = fs::read(program).map_err(|error| Trouble::file(program, &error))?;
    let text = fs::read_to_string(glue).map_err(|error| Trouble::file(glue, &error))?;
    let module = Module::read(&bytes)?;
    let wrong = |what: String| Trouble::new(format!("the imports cannot be renamed: {what}"), "Build again.");
    let mut out = wasm_encoder::Module::new();
    let mut same = RoundtripReencoder;
    let mut text = text;
    for (id, range) in &module.sections {
        if *id != section::IMPORT {
            out.section(&RawSection { id: *id, data: &bytes[range.clone()] });
            continue;
        }
        let mut imports = ImportSection::new();
        let reader = wasmparser::BinaryReader::new(&bytes[range.clone()], range.start);
        let reader = wasmparser::ImportSectionReader::new(reader).map_err(|error| wrong(error.to_string()))?;
        for (at, import) in reader.into_imports().enumerate() {
            let import = import.map_err(|error| wrong(error.to_string()))?;
            // In the glue each is the name of a property, and stands there once.
            let (old, new) = (format!("{}:", import.name), format!("i{at}:"));
            if text.matches(&old).count() != 1 {
                return Err(wrong(format!("the glue does not name {} once", import.name)));
            }
            text = text.replacen(&old, &new, 1);
            let kind = same.entity_type(import.ty).map_err(|error| wrong(error.to_string()))?;
            imports.import(import.module, &format!("i{at}"), kind);
        }
        out.section(&imports);
    }
    fs::write(program, out.finish()).map_err(|error| Trouble::file(program, &error))?;
    fs::write(glue, slim(&text)).map_err(|error| Trouble::file(glue, &error))
}
