using System.Collections.Concurrent;
using System.Text;
using Edify.Rag.Generation.Prompts.Language;

namespace Edify.Rag.Generation.Prompts;

/// <summary>The prompts that this assembly carries, and what prompts of each kind may speak of.</summary>
internal static class ShippedPrompts
{
    /// <summary>The prompt for answers.</summary>
    public const string Answer = "answer.v2";

    /// <summary>The prompt for grading citations.</summary>
    public const string Grade = "grade.v1";

    private const string Resources = "Edify.Rag.Generation.Prompts.Templates.";

    private static readonly ConcurrentDictionary<string, PromptTemplate?> Loaded = new(StringComparer.Ordinal);

    /// <summary>What a prompt for answers may speak of.</summary>
    public static TemplateNames AnswerNames { get; } = TemplateNames.Of(
        ["no_answer", "question", "band", "grade", "history"],
        ("passages", ["number", "document", "title", "page", "section", "preface", "text", "suspicious"]));

    /// <summary>What a prompt for grading may speak of.</summary>
    public static TemplateNames GradeNames { get; } = TemplateNames.Of([], ("claims", ["number", "statement", "passage"]));

    /// <summary>A prompt that is shipped; <see langword="null"/> when none of that name is.</summary>
    public static PromptTemplate? Find(string name) => Loaded.GetOrAdd(name, Load);

    /// <summary>A prompt that is shipped.</summary>
    public static PromptTemplate Get(string name) => Find(name) ?? throw new InvalidOperationException($"There is no shipped prompt '{name}'.");

    private static PromptTemplate? Load(string name)
    {
        using var stream = typeof(ShippedPrompts).Assembly.GetManifestResourceStream($"{Resources}{name}.txt");
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return PromptTemplate.Parse(name, $"{name}.txt", reader.ReadToEnd(), name == Grade ? GradeNames : AnswerNames);
    }
}
