//! Files of records: several kinds of records under one roof, each found by its uid.
//!
//! What happens after the award, and what is known of suppliers, is kept as
//! records of many kinds that are all written alike: one is put at its uid, in
//! the place of what stood there, or taken away. So every deed is a list of
//! such pieces, and what stood there before takes it back.

/// Defines a file of records: the file with a map for each kind, the kinds, one record of any
/// kind, and a piece, which is one record with its place.
macro_rules! record_file {
    (
        $(#[$file_doc:meta])* $file:ident,
        $(#[$record_doc:meta])* $record:ident,
        $(#[$kind_doc:meta])* $kind:ident,
        $(#[$piece_doc:meta])* $piece:ident {
            $($(#[$doc:meta])* $variant:ident($type:ty) in $map:ident = $words:literal;)*
        }
    ) => {
        $(#[$file_doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $file {
            $($(#[$doc])* pub $map: std::collections::BTreeMap<uuid::Uuid, $type>,)*
        }

        $(#[$record_doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind", content = "record", rename_all = "kebab-case")]
        pub enum $record {
            $($(#[$doc])* $variant(Box<$type>),)*
        }

        $(#[$kind_doc])*
        #[derive(
            Debug,
            Clone,
            Copy,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            serde::Serialize,
            serde::Deserialize,
            strum::EnumIter,
        )]
        #[serde(rename_all = "kebab-case")]
        pub enum $kind {
            $($(#[$doc])* $variant,)*
        }

        $(#[$piece_doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $piece {
            /// The uid at which it stands.
            pub uid: uuid::Uuid,
            /// Of which kind it is.
            pub of: $kind,
            /// What stands there; nothing takes it away.
            pub is: Option<$record>,
        }

        impl $kind {
            /// What a record of the kind is called: “a delivery”.
            pub const fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)*
                }
            }
        }

        impl $record {
            /// Of which kind it is.
            pub const fn kind(&self) -> $kind {
                match self {
                    $(Self::$variant(_) => $kind::$variant,)*
                }
            }
        }

        $(
            impl From<$type> for $record {
                fn from(record: $type) -> Self {
                    Self::$variant(Box::new(record))
                }
            }
        )*

        impl $piece {
            /// A record at its place.
            pub fn put(uid: uuid::Uuid, record: impl Into<$record>) -> Self {
                let record = record.into();
                Self { uid, of: record.kind(), is: Some(record) }
            }

            /// Nothing at a place where a record of some kind stood.
            pub const fn away(uid: uuid::Uuid, of: $kind) -> Self {
                Self { uid, of, is: None }
            }
        }

        impl $file {
            /// The record of a kind that stands at a uid.
            pub fn get(&self, uid: uuid::Uuid, of: $kind) -> Option<$record> {
                match of {
                    $($kind::$variant => {
                        self.$map.get(&uid).map(|record| record.clone().into())
                    })*
                }
            }

            /// The record that stands at a uid, of whatever kind; the kinds in their order.
            pub fn find(&self, uid: uuid::Uuid) -> Option<$record> {
                $(
                    if let Some(record) = self.$map.get(&uid) {
                        return Some(record.clone().into());
                    }
                )*
                None
            }

            /// What stands at the place of a piece now.
            #[must_use]
            pub fn before(&self, piece: &$piece) -> $piece {
                $piece { uid: piece.uid, of: piece.of, is: self.get(piece.uid, piece.of) }
            }

            /// Puts a piece at its place. A record of another kind than the piece says is no
            /// piece, and takes nothing away either.
            pub fn put(&mut self, piece: $piece) {
                match (piece.of, piece.is) {
                    $(
                        ($kind::$variant, None) => {
                            self.$map.remove(&piece.uid);
                        }
                        ($kind::$variant, Some($record::$variant(record))) => {
                            self.$map.insert(piece.uid, *record);
                        }
                    )*
                    (_, Some(_)) => {}
                }
            }

            /// Whether nothing was recorded.
            pub fn is_empty(&self) -> bool {
                true $(&& self.$map.is_empty())*
            }
        }
    };
}

/// Derives what every closed list has: its words for columns, commands and JSON.
macro_rules! closed_list {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $words:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(
            Debug,
            Clone,
            Copy,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            serde::Serialize,
            serde::Deserialize,
            strum::Display,
            strum::EnumString,
            strum::EnumIter,
            strum::IntoStaticStr,
        )]
        #[serde(rename_all = "kebab-case")]
        #[strum(serialize_all = "kebab-case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// What it is called in front of officers.
            pub const fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)*
                }
            }
        }
    )*};
}

pub(crate) use {closed_list, record_file};
