//! A compiled program as far as splitting needs to know it. Indices stay what they are: functions are emptied or
//! copied, never renumbered.

use crate::tools::trouble::Trouble;
use std::collections::BTreeSet;
use std::ops::Range;
use wasmparser::{
    ElementItems, Export, FuncType, FunctionBody, GlobalType, KnownCustom, MemoryType, Name, Operator, Parser, Payload,
    TableType, TypeRef,
};

/// Ids of sections, as in the binary format.
pub(super) mod section {
    pub const TYPE: u8 = 1;
    pub const IMPORT: u8 = 2;
    pub const TABLE: u8 = 4;
    pub const GLOBAL: u8 = 6;
    pub const EXPORT: u8 = 7;
    pub const CODE: u8 = 10;
}

/// A program.
pub(super) struct Module<'a> {
    pub bytes: &'a [u8],
    /// Id and content of all sections but custom ones, in their order.
    pub sections: Vec<(u8, Range<usize>)>,
    pub types: Vec<FuncType>,
    /// Names of the imported functions: they come first among all functions.
    pub imported: Vec<String>,
    /// The type of each function, imported ones first.
    pub types_of: Vec<u32>,
    /// Of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    pub tables: Vec<TableType>,
    pub memories: Vec<MemoryType>,
    pub globals: Vec<GlobalType>,
    pub exports: Vec<Export<'a>>,
    /// Functions that somebody may call by a number in a table, by name, or at the start.
    pub exposed: BTreeSet<u32>,
    /// Names of all functions; empty where the program was stripped.
    pub names: Vec<String>,
    /// Where these stand.
    pub name_section: Option<Range<usize>>,
}

/// What a function's body refers to.
#[derive(Default)]
pub(super) struct Uses {
    pub functions: BTreeSet<u32>,
    pub globals: BTreeSet<u32>,
    pub tables: BTreeSet<u32>,
    /// Refers to parts of the program that stand in no other: segments of data or elements.
    pub bound: bool,
}

impl<'a> Module<'a> {
    /// Reads a program.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Trouble> {
        Self::parse(bytes).map_err(|error| {
            Trouble::new(format!("the compiled program cannot be read: {error}"), "Build again: `cargo xtask build`.")
        })
    }

    fn parse(bytes: &'a [u8]) -> Result<Self, wasmparser::BinaryReaderError> {
        let mut module = Self {
            bytes,
            sections: Vec::new(),
            types: Vec::new(),
            imported: Vec::new(),
            types_of: Vec::new(),
            bodies: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            exports: Vec::new(),
            exposed: BTreeSet::new(),
            names: Vec::new(),
            name_section: None,
        };
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let (Some((id, range)), false) = (payload.as_section(), matches!(payload, Payload::CustomSection(_))) {
                module.sections.push((id, range));
            }
            match payload {
                Payload::TypeSection(reader) => {
                    for kind in reader.into_iter_err_on_gc_types() {
                        module.types.push(kind?);
                    }
                }
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        let import = import?;
                        match import.ty {
                            TypeRef::Func(kind) | TypeRef::FuncExact(kind) => {
                                module.imported.push(import.name.to_owned());
                                module.types_of.push(kind);
                            }
                            TypeRef::Table(table) => module.tables.push(table),
                            TypeRef::Memory(memory) => module.memories.push(memory),
                            TypeRef::Global(global) => module.globals.push(global),
                            TypeRef::Tag(_) => {}
                        }
                    }
                }
                Payload::FunctionSection(reader) => {
                    for kind in reader {
                        module.types_of.push(kind?);
                    }
                }
                Payload::TableSection(reader) => {
                    for table in reader {
                        module.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(reader) => {
                    for memory in reader {
                        module.memories.push(memory?);
                    }
                }
                Payload::GlobalSection(reader) => {
                    for global in reader {
                        module.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader {
                        let export = export?;
                        if export.kind == wasmparser::ExternalKind::Func {
                            module.exposed.insert(export.index);
                        }
                        module.exports.push(export);
                    }
                }
                Payload::StartSection { func, .. } => {
                    module.exposed.insert(func);
                }
                Payload::ElementSection(reader) => {
                    for element in reader {
                        match element?.items {
                            ElementItems::Functions(functions) => {
                                for function in functions {
                                    module.exposed.insert(function?);
                                }
                            }
                            ElementItems::Expressions(_, expressions) => {
                                for expression in expressions {
                                    for operator in expression?.get_operators_reader() {
                                        if let Operator::RefFunc { function_index } = operator? {
                                            module.exposed.insert(function_index);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(body),
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Name(reader) = custom.as_known() {
                        module.name_section = Some(custom.data_offset()..custom.data_offset() + custom.data().len());
                        module.read_names(reader)?;
                    }
                }
                _ => {}
            }
        }
        Ok(module)
    }

    fn read_names(&mut self, reader: wasmparser::NameSectionReader<'_>) -> Result<(), wasmparser::BinaryReaderError> {
        for subsection in reader {
            let Name::Function(names) = subsection? else { continue };
            for naming in names {
                let naming = naming?;
                let at = naming.index as usize;
                if self.names.len() <= at {
                    self.names.resize(at + 1, String::new());
                }
                self.names[at] = plain(naming.name);
            }
        }
        Ok(())
    }

    /// How many functions are imported.
    pub(super) fn first(&self) -> u32 {
        self.imported.len() as u32
    }

    /// The name of a function, without what differs from machine to machine.
    pub(super) fn name(&self, function: u32) -> &str {
        self.names.get(function as usize).map_or("", String::as_str)
    }

    /// The type of a function.
    pub(super) fn type_of(&self, function: u32) -> Option<&FuncType> {
        self.types.get(*self.types_of.get(function as usize)? as usize)
    }

    /// The body of a function that is not imported.
    pub(super) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.first())? as usize)
    }

    /// What a body refers to.
    pub(super) fn uses(body: &FunctionBody<'_>) -> Result<Uses, Trouble> {
        let mut uses = Uses::default();
        let mut read = || -> Result<(), wasmparser::BinaryReaderError> {
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index }
                    | Operator::ReturnCall { function_index }
                    | Operator::RefFunc { function_index } => {
                        uses.functions.insert(function_index);
                    }
                    Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                        uses.globals.insert(global_index);
                    }
                    Operator::CallIndirect { table_index, .. } | Operator::ReturnCallIndirect { table_index, .. } => {
                        uses.tables.insert(table_index);
                    }
                    Operator::TableGet { table }
                    | Operator::TableSet { table }
                    | Operator::TableGrow { table }
                    | Operator::TableSize { table }
                    | Operator::TableFill { table } => {
                        uses.tables.insert(table);
                    }
                    Operator::TableCopy { .. }
                    | Operator::TableInit { .. }
                    | Operator::ElemDrop { .. }
                    | Operator::MemoryInit { .. }
                    | Operator::DataDrop { .. } => uses.bound = true,
                    _ => {}
                }
            }
            Ok(())
        };
        read().map_err(|error| Trouble::new(format!("a function cannot be read: {error}"), "Build again."))?;
        Ok(uses)
    }
}

/// Without the numbers in brackets that tell one compilation of a crate from another.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('[') {
        let (before, bracket) = rest.split_at(at);
        plain.push_str(before);
        let end = bracket.find(']').map_or(bracket.len(), |end| end + 1);
        let inner = bracket[1..end].trim_end_matches(']');
        let number = (8..=16).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !number {
            plain.push_str(&bracket[..end]);
        }
        rest = &bracket[end..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_loses_only_what_differs_between_machines() {
        for (name, expect) in [
            ("core::fmt::write", "core::fmt::write"),
            ("<alloc[c8a1b94caa27ad0]::vec::Vec<u8>>::push", "<alloc::vec::Vec<u8>>::push"),
            ("certdeck[0123456789abcdef]::ui::{closure#0}", "certdeck::ui::{closure#0}"),
            ("<[u8] as core[00112233]::Any>::id", "<[u8] as core::Any>::id"),
            ("odd[", "odd["),
        ] {
            assert_eq!(plain(name), expect);
        }
    }
}
