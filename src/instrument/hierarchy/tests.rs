//! Drafting habits, one small invented statute each.

use crate::instrument::block::{Block, Mark, Unit};
use crate::instrument::{Content, Level, Provision, tree};
use crate::span::Span;

/// Section 3 with each line of `words` as a paragraph.
fn section(words: &str) -> (String, Vec<Provision>) {
    headed(words, "")
}

/// The same under a heading.
fn headed(words: &str, heading: &str) -> (String, Vec<Provision>) {
    let text = format!("{heading}\n{words}");
    let head = Span::new(0, heading.len());
    let mut blocks = vec![Block::Section {
        label: "3".into(),
        unit: Unit::Section,
        heading: Some(head).filter(|span| !span.is_empty()),
        span: head,
    }];
    let mut at = heading.len() + 1;
    for line in words.split('\n') {
        blocks.push(Block::Text { span: Span::new(at, at + line.len()), mark: Mark::InText });
        at += line.len() + 1;
    }
    let provisions = tree::build(&text, &blocks);
    (text, provisions)
}

/// One line for each provision: label, words, and after a slash the words behind what it holds.
fn drawn(text: &str, provisions: &[Provision]) -> String {
    let mut lines = String::new();
    for provision in &provisions[1..] {
        let depth = std::iter::successors(provision.parent, |id| provisions[*id].parent).count();
        let words: Vec<&str> = provision
            .content
            .iter()
            .map(|piece| match piece {
                Content::Text(span) => span.of(text),
                Content::Child(_) => "/",
            })
            .collect();
        let mut said = words.join(" ");
        while said.contains("/ /") {
            said = said.replace("/ /", "/");
        }
        let said = said.trim_end_matches(['/', ' ']).trim_start_matches("/ ");
        let label = match provision.level {
            Level::Definition => format!("\"{}\"", provision.label),
            Level::Note => "note".to_owned(),
            Level::Section => format!("s {}", provision.label),
            _ => provision.label.clone(),
        };
        let line = format!("{}{label}: {said}", "  ".repeat(depth - 1));
        lines += line.trim_end();
        lines.push('\n');
    }
    lines
}

#[track_caller]
fn reads(words: &str, tree: &str) {
    let (text, provisions) = section(words);
    assert_eq!(drawn(&text, &provisions), unindented(tree));
}

fn unindented(tree: &str) -> String {
    let lines: Vec<&str> = tree.lines().filter(|line| !line.trim().is_empty()).collect();
    let margin = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line[margin..].trim_end())).collect()
}

/// The words of section 3 itself.
#[track_caller]
fn says(words: &str, own: &[&str]) {
    let (text, provisions) = section(words);
    let found: Vec<&str> = provisions[0].own_text().map(|span| span.of(&text)).collect();
    assert_eq!(found, own);
}

#[test]
fn a_section_in_one_line_is_taken_apart() {
    reads(
        "(1) A person who— (a) hides a child; or (b) helps another— (i) by lending a house; or (ii) by lending a car, commits an \
         offence. (2) A court may order payment.",
        "
        1: A person who— / commits an offence.
          a: hides a child; or
          b: helps another—
            i: by lending a house; or
            ii: by lending a car,
        2: A court may order payment.
        ",
    );
}

#[test]
fn the_same_section_line_by_line_has_the_same_tree() {
    reads(
        "(1) A person who—\n(a) hides a child; or\n(b) helps another—\n(i) by lending a house; or\n(ii) by lending a car,\ncommits \
         an offence.\n(2) A court may order payment.",
        "
        1: A person who— / commits an offence.
          a: hides a child; or
          b: helps another—
            i: by lending a house; or
            ii: by lending a car,
        2: A court may order payment.
        ",
    );
}

#[test]
fn references_open_nothing() {
    reads(
        "(1) Subject to subsections (2) to (4) and section 5(1)(a), a person commits an offence under paragraph (a) or (b) of \
         section 7 (1) (c). (2) Section 4(2)(b), (c) and (d) and article 9 (1) apply.",
        "
        1: Subject to subsections (2) to (4) and section 5(1)(a), a person commits an offence under paragraph (a) or (b) of section 7 (1) (c).
        2: Section 4(2)(b), (c) and (d) and article 9 (1) apply.
        ",
    );
}

#[test]
fn figures_in_brackets_open_nothing() {
    reads(
        "(1) He is liable for one (1) year to ten (10) years under the Act (2018) and twelve (12) months for each (the first \
         person) and the second. (2) Two (2) years apply.",
        "
        1: He is liable for one (1) year to ten (10) years under the Act (2018) and twelve (12) months for each (the first person) and the second.
        2: Two (2) years apply.
        ",
    );
}

#[test]
fn a_roman_one_after_h_is_a_letter_or_begins_anew() {
    reads(
        "The board shall— (g) meet; (h) report; (i) plan; and (j) advise.",
        "
        g: meet;
        h: report;
        i: plan; and
        j: advise.
        ",
    );
    reads(
        "The board shall— (a) meet; (b) do; (c) see; (d) go; (e) ask; (f) say; (g) look; (h) report on— (i) cases; and (ii) \
         courts; (i) plan; and (j) advise.",
        "
        a: meet;
        b: do;
        c: see;
        d: go;
        e: ask;
        f: say;
        g: look;
        h: report on—
          i: cases; and
          ii: courts;
        i: plan; and
        j: advise.
        ",
    );
}

#[test]
fn inserted_labels_keep_their_rank() {
    reads(
        "(1) One. (1A) One A. (2) A person who: (a) takes; (aa) hides; (ab) sells; or (b) buys. (2bis) Two bis. (3) Three.",
        "
        1: One.
        1A: One A.
        2: A person who:
          a: takes;
          aa: hides;
          ab: sells; or
          b: buys.
        2bis: Two bis.
        3: Three.
        ",
    );
    reads(
        "A person who:\n(aa) takes; or\n(a) hides,\nis guilty of an offence.",
        "
        aa: takes; or
        a: hides,
        ",
    );
}

#[test]
fn four_ranks_nest() {
    reads(
        "(1) If— (a) the court— (i) finds— (A) guilt; or (B) fault— (I) slight; or (II) gross; or (ii) doubts; or (b) not, it shall stop.",
        "
        1: If— / it shall stop.
          a: the court—
            i: finds—
              A: guilt; or
              B: fault—
                I: slight; or
                II: gross; or
            ii: doubts; or
          b: not,
        ",
    );
}

#[test]
fn double_letters_may_be_a_rank() {
    reads(
        "(1) The order— (a) shall— (i) name— (aa) the person; and (bb) the place; and (ii) be signed; and (b) may be sealed.",
        "
        1: The order—
          a: shall—
            i: name—
              aa: the person; and
              bb: the place; and
            ii: be signed; and
          b: may be sealed.
        ",
    );
}

#[test]
fn closing_words_leave_the_last_item() {
    for (words, closing) in [
        (
            "Where the work is— (a) forced; or (b) bonded; the offender is liable to prison.",
            "the offender is liable to prison.",
        ),
        ("A person who— (a) hides; (b) sells a child, commits an offence.", "commits an offence."),
        ("Whoever— (a) hides; or (b) sells a child is guilty of an offence.", "is guilty of an offence."),
        (
            "A person who— (a) aims at; or (b) conspires to commit, an offence of hiding commits an offence.",
            "an offence of hiding commits an offence.",
        ),
        (
            "\"hiding\" means keeping a person by— (a) threats; (b) fraud; or (c) gifts to a guardian, for the purpose of exploitation.",
            "",
        ),
        (
            "A person who— (a) sends a child to; or (b) leaves a child with, a stranger for gain, commits an offence.",
            "a stranger for gain, commits an offence.",
        ),
        (
            "Any person who— (a) hides; or (b) sells a child, whether or not for gain, shall on conviction be punished.",
            "whether or not for gain, shall on conviction be punished.",
        ),
        (
            "If the act is done— (a) by two; or (b) at night, the court may double the fine.",
            "the court may double the fine.",
        ),
    ] {
        let (text, provisions) = section(words);
        let holder = provisions.iter().find(|p| p.children().count() >= 2).expect("an enumeration");
        let last = holder.content.last().copied();
        let closing = if closing.is_empty() { "for the purpose of exploitation." } else { closing };
        assert!(
            matches!(last, Some(Content::Text(span)) if span.of(&text) == closing),
            "{words}: {}",
            drawn(&text, &provisions)
        );
    }
}

#[test]
fn an_item_keeps_what_is_its_own() {
    for words in [
        "The court may— (a) fine; or (b) ban the person, for any time it thinks fit.",
        "A person may not— (a) sell a child; or (b) hide a child who shall be found, or may be found, by an officer.",
        "\"group\" means— (a) a band; or (b) a ring in which a child, on the death of a parent, is liable to be taken;",
        "It is no defence that— (a) the child agreed; (b) the parent was paid, given goods, or promised work.",
    ] {
        let (text, provisions) = section(words);
        let holder = provisions.iter().find(|p| p.children().count() >= 2).expect("an enumeration");
        assert!(matches!(holder.content.last(), Some(Content::Child(_))), "{words}: {}", drawn(&text, &provisions));
    }
}

#[test]
fn words_between_two_runs_belong_to_neither() {
    reads(
        "\"bondage\" means a state that arises from a pledge— (a) of service; or (b) of another's service; as security for a debt, \
         if— (i) it is too high; or (ii) it has no end;",
        "
        \"bondage\": \"bondage\" means a state that arises from a pledge— / as security for a debt, if—
          a: of service; or
          b: of another's service;
          i: it is too high; or
          ii: it has no end;
        ",
    );
    reads(
        "A person trafficks who—\n(a) recruits, or\n(i) hands the person to,\n(ii) leaves the person with,\nanother person,\n(b) hides \
         the person, or\n(c) sells the person.",
        "
        a: recruits, or / another person,
          i: hands the person to,
          ii: leaves the person with,
        b: hides the person, or
        c: sells the person.
        ",
    );
}

#[test]
fn a_new_sentence_is_no_part_of_the_last_item() {
    reads(
        "(1) The judge weighs— (a) the age; and (b) the harm. Both are weighed in writing. (2) More.",
        "
        1: The judge weighs— / Both are weighed in writing.
          a: the age; and
          b: the harm.
        2: More.
        ",
    );
}

#[test]
fn a_number_after_a_conjunction_or_without_a_stop_still_opens() {
    reads(
        "(1) Consent is no defence; and (2) Age is no defence [subsection (2) inserted by Act 2 of 2020] (3) Custom is none.",
        "
        1: Consent is no defence; and
        2: Age is no defence /
          note: [subsection (2) inserted by Act 2 of 2020]
        3: Custom is none.
        "
        .replace(" /", "")
        .as_str(),
    );
    reads(
        "The officer shall refer the victim (i) if a child, to a worker; or (ii) if an adult, to a centre.",
        "
        i: if a child, to a worker; or
        ii: if an adult, to a centre.
        ",
    );
}

#[test]
fn misprints_in_the_run_do_not_break_it() {
    reads(
        "A person who— (a) takes; (b) hides; (d) sells; or (b) buys,",
        "
        a: takes;
        b: hides;
        d: sells; or
        b: buys,
        ",
    );
    reads(
        "It is the duty of the State to act. (2) In doing so it shall plan.",
        "
        2: In doing so it shall plan.
        ",
    );
}

#[test]
fn paragraphs_of_articles_are_numbered_in_many_ways() {
    reads(
        "1. Whoever hides another is punished.\n2. The penalty is doubled if:\na) a child is hidden;\nb) the act is done:\n- by two;\n- at night.\n3. An attempt is punished.",
        "
        1: Whoever hides another is punished.
        2: The penalty is doubled if:
          a: a child is hidden;
          b: the act is done:
            : by two;
            : at night.
        3: An attempt is punished.
        ",
    );
    reads(
        "I.- Le fait est puni :\n1° De cinq ans ;\n2° D'une amende.\nII.- La tentative est punie.",
        "
        I: Le fait est puni :
          1: De cinq ans ;
          2: D'une amende.
        II: La tentative est punie.
        ",
    );
    reads(
        "Hiding is punished. § 1º - A pena é maior se: I - há menor; II - há grupo. § 2º - A tentativa é punida.",
        "
        1: A pena é maior se:
          I: há menor;
          II: há grupo.
        2: A tentativa é punida.
        ",
    );
    reads(
        "主刑的种类如下：\n（一）管制；\n（二）拘役。",
        "
        一: 管制；
        二: 拘役。
        ",
    );
}

#[test]
fn ranks_have_levels_and_citations() {
    let (_, provisions) =
        section("(1) A person who— (a) is— (i) old; or (ii) ill— (A) here; or (B) there; or (b) not. (2) Two.");
    let cited: Vec<(Level, &str, &str)> =
        provisions.iter().map(|p| (p.level, p.citation.as_str(), p.eid.as_str())).collect();
    assert_eq!(
        cited[..6],
        [
            (Level::Section, "s 3", "sec_3"),
            (Level::Subsection, "s 3(1)", "sec_3__subsec_1"),
            (Level::Paragraph, "s 3(1)(a)", "sec_3__subsec_1__para_a"),
            (Level::Item, "s 3(1)(a)(i)", "sec_3__subsec_1__para_a__subpara_i"),
            (Level::Item, "s 3(1)(a)(ii)", "sec_3__subsec_1__para_a__subpara_ii"),
            (Level::Subitem, "s 3(1)(a)(ii)(A)", "sec_3__subsec_1__para_a__subpara_ii__item_A"),
        ]
    );
    let (_, provisions) = section("A person who— (a) hides; or (b) sells, commits an offence.");
    assert_eq!((provisions[1].level, provisions[1].citation.as_str()), (Level::Paragraph, "s 3(a)"));
}

#[test]
fn each_definition_restarts_its_enumeration() {
    reads(
        "(1) In this Act, unless the context otherwise requires— \" child \" means a person under eighteen; \" harm \" includes— (a) \
         hurt; and (b) fear; [ Cap. 12 ] \"parent\" in relation to a child, includes— (a) a guardian; or (b) a carer. (2) Words \
         count.",
        "
        1: In this Act, unless the context otherwise requires—
          \"child\": \" child \" means a person under eighteen;
          \"harm\": \" harm \" includes—
            a: hurt; and
            b: fear;
              note: [ Cap. 12 ]
          \"parent\": \"parent\" in relation to a child, includes—
            a: a guardian; or
            b: a carer.
        2: Words count.
        ",
    );
}

#[test]
fn definitions_come_in_many_dresses() {
    reads(
        "In this Part—\n“Act of 1998” means the Example Act 1998;\n**_coercion_** includes:\n(a) force;\n(b) duress.\n- \"slave\" means \
         a person owned;\nF1[‘beg’means to ask for money;]\n‘labour’ has the same meaning as in section 4(1).",
        "
        \"Act of 1998\": “Act of 1998” means the Example Act 1998;
        \"coercion\": **_coercion_** includes:
          a: force;
          b: duress.
        \"slave\": \"slave\" means a person owned;
        \"beg\": F1[‘beg’means to ask for money;]
        \"labour\": ‘labour’ has the same meaning as in section 4(1).
        ",
    );
}

#[test]
fn quoted_words_inside_a_sentence_define_nothing() {
    reads(
        "(1) There is a fund (in this Act referred to as \"the Fund\") for victims. (2) For \"section 2\" read \"section 3\".",
        "
        1: There is a fund (in this Act referred to as \"the Fund\") for victims.
        2: For \"section 2\" read \"section 3\".
        ",
    );
}

#[test]
fn a_subsection_may_define_a_term_of_its_own() {
    reads(
        "(1) A group is liable. (2) In this section, \"group\" means— (a) a band; or (b) a ring. (3) For the purposes of this section \
         “band” includes a gang.",
        "
        1: A group is liable.
        2: In this section,
          \"group\": \"group\" means—
            a: a band; or
            b: a ring.
        3: For the purposes of this section
          \"band\": “band” includes a gang.
        ",
    );
    reads(
        "(1) In this section— (a) in the case of a company, “officer” includes a director; (b) \"agent\" means a person who acts.",
        "
        1: In this section—
          a: in the case of a company,
            \"officer\": “officer” includes a director;
          b:
            \"agent\": \"agent\" means a person who acts.
        ",
    );
}

#[test]
fn a_list_of_definitions_goes_on_after_an_inserted_subsection() {
    reads(
        "In this Act— \"act\" means a deed; (2) Consent is no defence. \"victim\" means a person harmed.",
        "
        \"act\": \"act\" means a deed;
        2: Consent is no defence.
        \"victim\": \"victim\" means a person harmed.
        ",
    );
}

#[test]
fn terms_without_quotation_marks_are_defined_in_a_section_of_definitions() {
    let words = "In this Act\nforced labour means work under threat;\nchild includes a person under eighteen;\nThe Minister may add terms.";
    let (text, provisions) = headed(words, "Definitions");
    let labels: Vec<&str> =
        provisions.iter().filter(|p| p.level == Level::Definition).map(|p| p.label.as_str()).collect();
    assert_eq!(labels, ["forced labour", "child"]);
    assert!(provisions[0].own_text().any(|span| span.of(&text) == "The Minister may add terms."));
}

#[test]
fn notes_are_no_law_and_explanations_are() {
    reads(
        "(1) Whoever hides another is punished.\nExplanation 1.—The word “hides” includes locking up.\nExplanation 2.—Consent is \
         no defence.\n(2) The term is ten years.\nIllustrations.\n(a) A hides B.\n(b) B hides C. C is hidden.\n(3) Death is \
         punished by life.\nNote: see section 4.",
        "
        1: Whoever hides another is punished.
        Explanation 1:
          \"hides\": The word “hides” includes locking up.
        Explanation 2: Consent is no defence.
        2: The term is ten years.
          note: Illustrations. (a) A hides B. (b) B hides C. C is hidden.
        3: Death is punished by life.
          note: Note: see section 4.
        ",
    );
    let (_, provisions) = section("(1) One.\nExplanation 1.—Two.");
    assert_eq!(provisions[2].citation, "s 3 Explanation 1");
}

#[test]
fn a_proviso_stays_with_its_words() {
    says(
        "A person who hides another commits an offence: Provided that a parent does not. Provided further that a child does not.",
        &[
            "A person who hides another commits an offence: Provided that a parent does not. Provided further that a child does not.",
        ],
    );
}

#[test]
fn the_heading_of_the_next_part_is_no_word_of_the_section() {
    reads(
        "(1) One is liable. (2) Two is liable. [section 3 inserted by Act 4 of 2020 ] Part II – Care of victims",
        "
        1: One is liable.
        2: Two is liable.
          note: [section 3 inserted by Act 4 of 2020 ]
          note: Part II – Care of victims
        ",
    );
}

#[test]
fn inserted_provisions_stand_inside_the_amending_one() {
    reads(
        "The principal Act is amended—\n(a) by inserting the following section after section 3:\n“3A. (1) A person who sells a \
         child commits an offence.\n(2) The term is ten years.”;\n(b) in section 4, by substituting the following subsection for \
         subsection (2):\n“(2) A court may—\n(a) fine; or\n(b) ban.”; and\n(c) by inserting the following definitions:\n“ ‘beg’ means \
         to ask;\n‘sell’ means to part with for gain;”.",
        "
        a: by inserting the following section after section 3:
          s 3A:
            1: A person who sells a child commits an offence.
            2: The term is ten years.
        b: in section 4, by substituting the following subsection for subsection (2): / and
          2: A court may—
            a: fine; or
            b: ban.
        c: by inserting the following definitions:
          \"beg\": ‘beg’ means to ask;
          \"sell\": ‘sell’ means to part with for gain;
        ",
    );
    let (_, provisions) = section("The following section is inserted:\n“3A. (1) One.\n(2) Two.”");
    assert!(provisions.iter().any(|p| p.citation == "s 3A(2)"));
}

#[test]
fn inserted_sections_may_come_without_quotation_marks() {
    reads(
        "The following new sections are inserted after section 286:\n286 A . (1) A person shall report.\n(2) Failure is punished.\n286 \
         B . (1) Any person who—\n(a) hides; or\n(b) sells,\nshall be guilty of an offence.",
        "
        s 286A:
          1: A person shall report.
          2: Failure is punished.
        s 286B:
          1: Any person who— / shall be guilty of an offence.
            a: hides; or
            b: sells,
        ",
    );
}

#[test]
fn markup_around_labels_is_no_part_of_them() {
    reads(
        "**3**.— (1) A person who—\n(*a*) hides, or\n( *b* ) sells,\nis guilty under *subsection (1)* or *(2)*.\n**(2)** Two.",
        "
        1: A person who— / is guilty under *subsection (1)* or *(2)*.
          a: hides, or
          b: sells,
        2: Two.
        ",
    );
}

#[test]
fn a_list_of_the_format_is_followed_by_sequence_and_depth() {
    let text = "A person who hides; or sells, is guilty. The term is ten years.";
    let at = |words: &str| text.find(words).map(|i| Span::new(i, i + words.len())).expect("in the text");
    let label = |label: &str, depth| Mark::Label { label: label.into(), depth };
    let blocks = [
        Block::Section { label: "3".into(), unit: Unit::Article, heading: None, span: Span::new(0, 0) },
        Block::Text { span: at("A person who"), mark: label("1", 0) },
        Block::Text { span: at("hides; or"), mark: label("a", 1) },
        Block::Text { span: at("sells,"), mark: label("b", 1) },
        Block::Text { span: at("is guilty."), mark: Mark::Closing { depth: 1 } },
        Block::Text { span: at("The term is ten years."), mark: label("2", 0) },
    ];
    let provisions = tree::build(text, &blocks);
    assert_eq!(
        drawn(text, &provisions),
        "1: A person who / is guilty.\n  a: hides; or\n  b: sells,\n2: The term is ten years.\n"
    );
    assert_eq!(provisions[2].citation, "art. 3(1)(a)");
}

#[test]
fn a_broken_line_goes_on_with_its_item() {
    reads(
        "Whoever recruits a person by—\n(a) threats; or\n(b) inducement, including the giving of payments or other benefits of any \
         kind, in\norder to win the consent of a person who has control over the person recruited,\ntransported or received,\ncommits \
         the offence of trafficking.",
        "
        a: threats; or
        b: inducement, including the giving of payments or other benefits of any kind, in order to win the consent of a person who has control over the person recruited, transported or received,
        ",
    );
}

#[test]
fn hostile_text_is_survived() {
    let nested: String = (0..500).map(|i| format!("({}) x— ", ["1", "a", "i", "A", "I", "aa"][i % 6])).collect();
    for words in [
        nested.as_str(),
        "(",
        "“(1",
        "[[[[[",
        "(a)(a)(a)",
        "Explanation",
        "\"\" means",
        "§",
        "1.",
        "(((((a)",
        "* ",
        "’’”””",
    ] {
        let (_, provisions) = section(words);
        let depth = |id| std::iter::successors(Some(id), |id: &usize| provisions[*id].parent).count();
        assert!((0..provisions.len()).all(|id| depth(id) <= 64), "{words}");
    }
}

#[test]
fn a_sentence_that_is_an_item_closes_nothing() {
    reads(
        "The Act is amended by the substitution of the following subsections for subsections (1) and (2):\n“(1) A person who—\n(a) \
         hides; or\n(b) sells,\nshall be guilty of an offence.\n(2) Whoever tries—\n(a) once; or\n(b) twice,\nis liable to a \
         fine.”.",
        "
        1: A person who— / shall be guilty of an offence.
          a: hides; or
          b: sells,
        2: Whoever tries— / is liable to a fine.
          a: once; or
          b: twice,
        ",
    );
}

#[test]
fn terms_without_quotation_marks_may_follow_their_introduction() {
    reads(
        "(1) A child is protected. (2) In this section, child means a person under eighteen.",
        "
        1: A child is protected.
        2: In this section,
          \"child\": child means a person under eighteen.
        ",
    );
    reads(
        "(1) Work is free.\n(2) In this section\nforced  labour means work under threat, except\n(a) army work;\n(b) duties of a \
         citizen;\nserfdom means bondage to land.",
        "
        1: Work is free.
        2: In this section
          \"forced labour\": forced  labour means work under threat, except
            a: army work;
            b: duties of a citizen;
          \"serfdom\": serfdom means bondage to land.
        ",
    );
}

#[test]
fn after_a_condition_a_subject_that_points_back_closes() {
    reads(
        "When two persons agree to do— (a) an illegal act; or (b) a legal act by illegal means, such an agreement is called a plot.",
        "
        a: an illegal act; or
        b: a legal act by illegal means,
        ",
    );
}

#[test]
fn letters_may_lead_and_numbers_follow() {
    reads(
        "(a) Whoever hides another pays under section 4, 5, 6, 7 or 8\n(a) of this Code.\n(b)\n(1) The court orders payment.\n(2) It \
         decides how.\n(c) Remedy.\nA victim may sue.\n(d) In this section:\n(1) The term “payment” means—\n(A) money; or\n(B) \
         goods.\n(2) As used in paragraph (1), the term “goods” means things.",
        "
        a: Whoever hides another pays under section 4, 5, 6, 7 or 8 (a) of this Code.
        b:
          1: The court orders payment.
          2: It decides how.
        c: Remedy. A victim may sue.
        d: In this section:
          1:
            \"payment\": The term “payment” means—
              A: money; or
              B: goods.
          2: As used in paragraph (1),
            \"goods\": the term “goods” means things.
        ",
    );
}

#[test]
fn definitions_beside_their_introduction_stand_inside_it() {
    let text = "A person pays. In this section: \"person\" means a human. A fine is due.";
    let at = |words: &str| text.find(words).map(|i| Span::new(i, i + words.len())).expect("in the text");
    let label = |label: &str| Mark::Label { label: label.into(), depth: 0 };
    let blocks = [
        Block::Section { label: "3".into(), unit: Unit::Section, heading: None, span: Span::new(0, 0) },
        Block::Text { span: at("A person pays."), mark: label("1") },
        Block::Text { span: at("In this section:"), mark: label("2") },
        Block::Text { span: at("\"person\" means a human."), mark: Mark::Closing { depth: 0 } },
        Block::Text { span: at("A fine is due."), mark: label("3") },
    ];
    let provisions = tree::build(text, &blocks);
    let cited: Vec<&str> = provisions.iter().map(|p| p.citation.as_str()).collect();
    assert_eq!(cited, ["s 3", "s 3(1)", "s 3(2)", "s 3(2) \"person\"", "s 3(3)"]);
}

#[test]
fn paragraphs_of_a_schedule_may_stand_in_one_line_with_their_headings() {
    reads(
        "1. Members of the board (1) The board has— (a) a judge; and (b) a nurse. (2) The Minister names them. 2. Tenure (1) A \
         member serves three years. (2) A member may resign. 3. Meetings (1) The board meets.",
        "
        1: Members of the board
          1: The board has—
            a: a judge; and
            b: a nurse.
          2: The Minister names them.
        2: Tenure
          1: A member serves three years.
          2: A member may resign.
        3: Meetings
          1: The board meets.
        ",
    );
}

#[test]
fn history_in_round_brackets_ends_what_it_follows() {
    reads(
        "Keeping another is a crime. (Inserted by Act 3 of 2001) § 1º - The fine is doubled if: I - a child is kept; (Inserted by Act \
         4 of 2002) II - two act. (As amended by Act 5 of 2003) § 2º - A group pays more.",
        "
          note: (Inserted by Act 3 of 2001)
        1: The fine is doubled if:
          I: a child is kept;
            note: (Inserted by Act 4 of 2002)
          II: two act.
            note: (As amended by Act 5 of 2003)
        2: A group pays more.
        "
        .replacen("          note", "        note", 1)
        .as_str(),
    );
}

#[test]
fn an_article_about_terms_may_set_them_off_with_a_dash() {
    let words = "In this Law:\n1) trafficking in persons – the hiding or sale of a person;\n2) child - a person under eighteen;\n3) “victim” – a person harmed.";
    let (text, provisions) = headed(words, "Basic concepts");
    let defined = |p: &&Provision| p.level == Level::Definition;
    let labels: Vec<&str> = provisions.iter().filter(defined).map(|p| p.label.as_str()).collect();
    assert_eq!(labels, ["trafficking in persons", "child", "victim"], "{}", drawn(&text, &provisions));
    let (_, provisions) = headed("1) the court – the High Court alone – decides.", "Courts");
    assert!(!provisions.iter().any(|p| p.level == Level::Definition));
}

#[test]
fn a_letter_put_before_the_first_keeps_its_rank_in_a_list() {
    let text = "A person who takes or hides is guilty.";
    let at = |words: &str| text.find(words).map(|i| Span::new(i, i + words.len())).expect("in the text");
    let label = |label: &str, depth| Mark::Label { label: label.into(), depth };
    let blocks = [
        Block::Section { label: "3".into(), unit: Unit::Section, heading: None, span: Span::new(0, 0) },
        Block::Text { span: at("A person who"), mark: label("2", 0) },
        Block::Text { span: at("takes or"), mark: label("aa", 1) },
        Block::Text { span: at("hides"), mark: label("a", 1) },
    ];
    let provisions = tree::build(text, &blocks);
    let levels: Vec<Level> = provisions.iter().map(|p| p.level).collect();
    assert_eq!(levels, [Level::Section, Level::Subsection, Level::Paragraph, Level::Paragraph]);
}
