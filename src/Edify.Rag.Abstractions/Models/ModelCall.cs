using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>What a language model is called for, for a client that chooses among several.</summary>
/// <param name="Tenant">Whose question it is; empty where it is nobody's.</param>
/// <param name="Purpose">What is wanted, such as <see cref="Answering"/>.</param>
public sealed record ModelCall(string Tenant, string Purpose)
{
    /// <summary>An answer to a question is written.</summary>
    public const string Answering = "answer";

    /// <summary>A follow-up is made into a question of its own.</summary>
    public const string Rewriting = "rewrite";

    /// <summary>A conversation is summed up.</summary>
    public const string Summarizing = "summarize";

    /// <summary>An answer is graded.</summary>
    public const string Grading = "grade";

    /// <summary>A report is planned or written.</summary>
    public const string Researching = "research";

    private const string PropertyName = "edify.call";

    /// <summary>The question's kind, where it is known.</summary>
    public QuestionKind? Kind { get; init; }

    /// <summary>Whether the tenant has to save money: the models that cost least are asked first.</summary>
    public bool IsThrifty { get; init; }

    /// <summary>Options for the call that carry this along; models that know nothing of it ignore it.</summary>
    public ChatOptions ToOptions() => new() { AdditionalProperties = new() { [PropertyName] = this } };

    /// <summary>What the options of a call carry; <see langword="null"/> when they carry nothing.</summary>
    /// <param name="options">The options.</param>
    public static ModelCall? Find(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(PropertyName) as ModelCall;
}
