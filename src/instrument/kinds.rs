//! The names of the kinds of law and of text: one for files, one for people.

use super::{LawKind, TextKind};

impl LawKind {
    /// Every kind of law, in the order in which reports list them.
    pub const ALL: [Self; 12] = [
        Self::SpecialAct,
        Self::CriminalCode,
        Self::CriminalCodeGeneralPart,
        Self::Procedure,
        Self::ProceedsOfCrime,
        Self::Extradition,
        Self::MutualAssistance,
        Self::Immigration,
        Self::WitnessProtection,
        Self::VictimProtection,
        Self::Labour,
        Self::ChildProtection,
    ];

    /// The name used in files (`criminal-code-general-part`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.names().0
    }

    /// The name used in sentences (`criminal code, general part`).
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.names().1
    }

    /// The kind with this name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::SpecialAct => ("special-act", "act against trafficking in persons"),
            Self::CriminalCode => ("criminal-code", "criminal code, special part"),
            Self::CriminalCodeGeneralPart => ("criminal-code-general-part", "criminal code, general part"),
            Self::Procedure => ("procedure", "law of criminal procedure"),
            Self::ProceedsOfCrime => ("proceeds-of-crime", "law on the proceeds of crime"),
            Self::Extradition => ("extradition", "law on extradition"),
            Self::MutualAssistance => ("mutual-assistance", "law on mutual legal assistance"),
            Self::Immigration => ("immigration", "law on immigration and asylum"),
            Self::WitnessProtection => ("witness-protection", "law on the protection of witnesses"),
            Self::VictimProtection => ("victim-protection", "law on victims of crime"),
            Self::Labour => ("labour", "law on labour and recruitment"),
            Self::ChildProtection => ("child-protection", "law on the protection of children"),
        }
    }
}

impl TextKind {
    /// Every kind of text.
    pub const ALL: [Self; 3] = [Self::Official, Self::Digest, Self::Draft];

    /// The name used in files (`digest`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Digest => "digest",
            Self::Draft => "draft",
        }
    }

    /// The kind of text with this name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_in_files_are_those_of_the_report() {
        for kind in LawKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("a kind is a string"), kind.name());
            assert_eq!(LawKind::parse(kind.name()), Some(kind));
        }
        for kind in TextKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("a kind is a string"), kind.name());
            assert_eq!(TextKind::parse(kind.name()), Some(kind));
        }
        assert_eq!(LawKind::parse("criminal code"), None);
    }
}
