namespace Edify.Rag.Generation.Tests.Citations;

/// <summary>Statements with the passage that is cited for them, and whether it supports them: by a person's judgement, before any check saw them.</summary>
internal static class LabelledClaims
{
    private const string Fees =
        "The tuition fee for Grade 6 is Rs 48,000 a year. The tuition fee for Grade 7 is Rs 52,000 a year. Fees are paid in two instalments, due on 10 June and 10 November. " +
        "A late payment costs Rs 50 per day, at most Rs 1,500. Families with two or more children at the school get a discount of 10 percent.";

    private const string Library =
        "The library is open from 8:00 to 16:30 on school days and closed on Saturdays. Pupils may borrow two books for two weeks; teachers may borrow five books for a month. " +
        "Reference books must not leave the library. A lost book is replaced by the borrower. The librarian is Mrs Fernandes.";

    private const string Phones =
        "Mobile phones are not allowed in classrooms. Pupils hand them in at the office before the first lesson and collect them after the last one. " +
        "During excursions phones may be used with the permission of the teacher in charge. A phone that is found in use is kept until a parent collects it.";

    private const string Leaf =
        "Photosynthesis is the process by which green plants make their food. Leaves absorb sunlight with the help of chlorophyll. Carbon dioxide enters through the stomata, and oxygen is released. " +
        "The glucose that is made is stored as starch. Without light, photosynthesis does not take place.";

    private const string Revolution =
        "The French Revolution began in 1789 with the storming of the Bastille in Paris. Louis XVI was executed by guillotine in January 1793. " +
        "Robespierre led the Reign of Terror. Heavy taxes on the peasants and the debts of the crown were among its causes.";

    private const string Attendance =
        "An attendance of at least 75 percent is required to sit the final examination. Pupils who arrive after 8:20 are marked late. " +
        "Leave must be requested two days in advance. A medical certificate is needed for an illness of more than three days. Dr Meera Nair is in charge of attendance.";

    private const string Fair =
        "The science fair takes place on 4 December in the main hall. It is open to pupils of grades 6 to 10. A team has at most three pupils. " +
        "The entry form must be submitted by 10 November to Mr Rao. The winning team receives a trophy and a visit to the planetarium.";

    private const string Routes =
        "Route\tDriver\tFirst stop\tLeaves at\n1\tMr Das\tHill Road\t6:50\n2\tMr Iqbal\tLake View\t7:05\n3\tMs Pillai\tTemple Street\t7:20";

    private const string Buecherei =
        "Die Schulbibliothek ist montags bis freitags von 8 bis 16 Uhr geöffnet. Schülerinnen und Schüler dürfen drei Bücher für zwei Wochen ausleihen. " +
        "Nachschlagewerke dürfen nicht ausgeliehen werden. Für ein verlorenes Buch ist Ersatz zu leisten. Die Bibliothek leitet Frau Berger.";

    private const string Ordnung =
        "Handys sind im Unterricht verboten. Wer den Unterricht stört, erhält zuerst eine Ermahnung. Das Schulgelände darf in den Pausen nicht verlassen werden; für die Klassen 11 und 12 gilt das nicht. " +
        "Fahrräder werden im Hof hinter der Turnhalle abgestellt. Das Rauchen ist auf dem ganzen Gelände untersagt.";

    private const string Fahrt =
        "Die Klassenfahrt der Klasse 8b findet vom 12. bis 16. Mai 2025 statt und führt nach Weimar. Die Kosten betragen 240 Euro und sind bis zum 1. April zu überweisen. " +
        "Herr Lehmann und Frau Yilmaz begleiten die Klasse. Familien mit geringem Einkommen können einen Zuschuss beantragen.";

    private const string Kreislauf =
        "Beim Wasserkreislauf verdunstet Wasser aus Meeren und Seen. In der Höhe kühlt der Wasserdampf ab und kondensiert zu Wolken. Der Niederschlag fällt als Regen oder Schnee zur Erde. " +
        "Etwa 71 Prozent der Erdoberfläche sind von Wasser bedeckt. Ohne die Wärme der Sonne gäbe es den Kreislauf nicht.";

    /// <summary>What rules and weights were chosen by.</summary>
    public static IReadOnlyList<LabelledClaim> Tuned { get; } =
    [
        new(Fees, "The tuition fee for Grade 7 is Rs 52,000 a year.", true),
        new(Fees, "Grade 7 pays Rs 52,000 in tuition each year.", true),
        new(Fees, "Grade 6 pays Rs 52,000 in tuition each year.", false),
        new(Fees, "Fees are due on 10 June and 10 November.", true),
        new(Fees, "Fees are due on 15 June.", false),
        new(Fees, "Paying late costs 50 rupees per day, but never more than Rs 1,500.", true),
        new(Fees, "There is no discount for families with two children.", false),
        new(Fees, "Families with several children get 10 % off.", true),
        new(Fees, "The fees include the school bus and lunch.", false),
        new(Library, "The library opens at 8:00.", true),
        new(Library, "The library opens at 9:00.", false),
        new(Library, "Pupils can borrow two books.", true),
        new(Library, "Pupils may borrow five books for a month.", false),
        new(Library, "Reference books can't be taken out of the library.", true),
        new(Library, "Reference books may leave the library.", false),
        new(Library, "The librarian is Mrs Fernandes.", true),
        new(Library, "The librarian is Mrs Pereira.", false),
        new(Phones, "Mobile phones are forbidden in classrooms.", true),
        new(Phones, "Mobile phones are allowed in classrooms.", false),
        new(Phones, "Pupils collect their phones after the last lesson.", true),
        new(Phones, "Phones may be used on excursions if the teacher permits it.", true),
        new(Phones, "Phones must never be used during excursions.", false),
        new(Leaf, "Green plants make their food by photosynthesis.", true),
        new(Leaf, "Plants release carbon dioxide and absorb oxygen.", false),
        new(Leaf, "Photosynthesis does not happen without light.", true),
        new(Leaf, "Photosynthesis takes place without light.", false),
        new(Leaf, "Chlorophyll helps leaves to absorb sunlight.", true),
        new(Leaf, "Roots take up water and minerals from the soil.", false),
        new(Revolution, "The French Revolution started in 1789.", true),
        new(Revolution, "The Russian Revolution started in 1789.", false),
        new(Revolution, "Louis XVI was executed in 1793.", true),
        new(Revolution, "Louis XVI was executed in 1789.", false),
        new(Routes, "The bus on route 2 leaves at 7:05.", true),
        new(Routes, "The bus on route 2 leaves at 7:20.", false),
        new(Routes, "Ms Pillai drives route 3.", true),
        new(Routes, "Ms Pillai drives route 1.", false),
        new(Buecherei, "Die Bibliothek ist von 8 bis 16 Uhr offen.", true),
        new(Buecherei, "Die Bibliothek ist von 9 bis 16 Uhr offen.", false),
        new(Buecherei, "Man darf drei Bücher zwei Wochen lang ausleihen.", true),
        new(Buecherei, "Man darf fünf Bücher ausleihen.", false),
        new(Buecherei, "Nachschlagewerke dürfen ausgeliehen werden.", false),
        new(Buecherei, "Frau Berger leitet die Bibliothek.", true),
        new(Buecherei, "Herr Krause leitet die Bibliothek.", false),
        new(Ordnung, "Im Unterricht sind Handys nicht erlaubt.", true),
        new(Ordnung, "Im Unterricht sind Handys erlaubt.", false),
        new(Ordnung, "Fahrräder stehen im Hof hinter der Turnhalle.", true),
        new(Ordnung, "Fahrräder stehen im Keller der Mensa.", false),
        new(Fahrt, "Die Klassenfahrt kostet 240 Euro.", true),
        new(Fahrt, "Die Klassenfahrt kostet 340 Euro.", false),
        new(Fahrt, "Die Klasse 8b fährt im Mai nach Weimar.", true),
        new(Fahrt, "Die Klasse 8b fährt im Juni nach Weimar.", false),
    ];

    /// <summary>Further ones, which were not looked at while the rules were made.</summary>
    public static IReadOnlyList<LabelledClaim> Unseen { get; } =
    [
        new(Fees, "The fee is paid in two instalments.", true),
        new(Fees, "The fee is paid in three instalments.", false),
        new(Fees, "The second instalment is due on 10 November.", true),
        new(Fees, "A late payment costs Rs 1,500 per day.", false),
        new(Fees, "Siblings get a discount of 20 percent.", false),
        new(Library, "Teachers may keep five books for one month.", true),
        new(Library, "The library is closed on Saturdays.", true),
        new(Library, "The library is open on Saturdays.", false),
        new(Library, "Whoever loses a book must replace it.", true),
        new(Library, "Pupils may borrow two books for two months.", false),
        new(Library, "The library closes at 16:30 on school days.", true),
        new(Phones, "Before the first lesson, pupils hand in their phones at the office.", true),
        new(Phones, "Pupils hand in their phones at the library.", false),
        new(Phones, "A phone found in use is kept until a parent picks it up.", true),
        new(Phones, "A phone found in use is given back on the same day.", false),
        new(Leaf, "Carbon dioxide enters the leaf through the stomata.", true),
        new(Leaf, "Carbon dioxide enters the leaf through the roots.", false),
        new(Leaf, "The plant stores glucose as starch.", true),
        new(Leaf, "The plant stores starch as protein in its seeds.", false),
        new(Revolution, "Robespierre led the Reign of Terror.", true),
        new(Revolution, "Napoleon led the Reign of Terror.", false),
        new(Revolution, "Heavy taxes were one of the causes of the revolution.", true),
        new(Revolution, "The Bastille was stormed in London.", false),
        new(Attendance, "You need at least 75 % attendance to take the final exam.", true),
        new(Attendance, "You need at most 75 % attendance to take the final exam.", false),
        new(Attendance, "Pupils who come after 8:20 are marked late.", true),
        new(Attendance, "Pupils who come before 8:20 are marked late.", false),
        new(Attendance, "Leave has to be requested two days ahead.", true),
        new(Attendance, "Leave has to be requested two weeks ahead.", false),
        new(Attendance, "No medical certificate is needed for an illness of more than three days.", false),
        new(Attendance, "Dr Meera Nair is responsible for attendance.", true),
        new(Attendance, "Dr Meera Nair teaches chemistry in grade 9.", false),
        new(Fair, "The science fair is held in the main hall on 4 December.", true),
        new(Fair, "The science fair is held in the main hall on 14 December.", false),
        new(Fair, "A pupil of grade 8 may take part in the science fair.", true),
        new(Fair, "A team may have up to three pupils.", true),
        new(Fair, "A team must have more than three pupils.", false),
        new(Fair, "The entry form goes to Mr Rao by 10 November.", true),
        new(Fair, "The entry form goes to Mr Shah by 10 November.", false),
        new(Fair, "The winners get a trophy and visit the planetarium.", true),
        new(Fair, "The winners get a cash prize and a laptop.", false),
        new(Routes, "Route 1 starts at Hill Road at 6:50.", true),
        new(Routes, "Route 1 starts at Lake View at 6:50.", false),
        new(Buecherei, "Wer ein Buch verliert, muss es ersetzen.", true),
        new(Buecherei, "Nachschlagewerke kann man nicht ausleihen.", true),
        new(Buecherei, "Die Bibliothek ist am Samstag geöffnet.", false),
        new(Ordnung, "Das Rauchen ist auf dem Schulgelände nicht gestattet.", true),
        new(Ordnung, "Das Rauchen ist auf dem Hof erlaubt.", false),
        new(Ordnung, "Wer stört, wird zuerst ermahnt.", true),
        new(Ordnung, "Wer stört, wird sofort vom Unterricht ausgeschlossen.", false),
        new(Fahrt, "Herr Lehmann und Frau Yilmaz fahren mit.", true),
        new(Fahrt, "Herr Lehmann und Frau Kaya begleiten die Klasse.", false),
        new(Fahrt, "Das Geld ist bis zum 1. April zu überweisen.", true),
        new(Fahrt, "Familien mit geringem Einkommen können keinen Zuschuss beantragen.", false),
        new(Kreislauf, "Wasserdampf kondensiert in der Höhe zu Wolken.", true),
        new(Kreislauf, "Rund 71 Prozent der Erde sind mit Wasser bedeckt.", true),
        new(Kreislauf, "Rund 17 Prozent der Erde sind mit Wasser bedeckt.", false),
        new(Kreislauf, "Ohne die Sonne gäbe es den Wasserkreislauf nicht.", true),
        new(Kreislauf, "Den Kreislauf gäbe es auch ohne die Wärme der Sonne.", false),
        new(Kreislauf, "Der Mond bewirkt Ebbe und Flut.", false),
    ];
}

/// <summary>One of them.</summary>
internal sealed record LabelledClaim(string Passage, string Statement, bool IsSupported);
