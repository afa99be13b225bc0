namespace Edify.Rag.Storage.Templates;

/// <summary>The rules for a school's folders, the narrower before the wider.</summary>
internal static class SchoolTemplates
{
    public static IReadOnlyList<PathTemplateRule> Rules { get; } =
    [
        Rule(RagModules.KnowledgeBank, "Knowledge Bank/kb/{year}/{grade}/{subject}/**"),
        Rule(RagModules.KnowledgeBank, "Knowledge Bank/kb/{year}/{grade}/**"),
        // Without a grade no pupil sees it.
        Rule(RagModules.KnowledgeBank, "Knowledge Bank/**"),
        Rule(RagModules.Sop, "SOP/{category}/**"),
        Rule(RagModules.Sop, "SOP/**"),
        Rule(RagModules.Personal, "users/{owner}/raw_data/{semester}/{subject}/{book}/**"),
        Rule(RagModules.Personal, "users/{owner}/**"),
        Rule(RagModules.Personal, "users/**"),
        Rule(RagModules.General, "**"),
    ];

    private static PathTemplateRule Rule(string module, string pattern) =>
        new() { Pattern = pattern, Fields = { [RagFields.Module] = module } };
}
