namespace Edify.Rag;

/// <summary>How questions are understood before anything is searched; read anew for each question.</summary>
public sealed class QuestionUnderstandingOptions
{
    /// <summary>Legs for words rather than a sentence, such as a title, a form's number or a quoted phrase.</summary>
    /// <value>Default: Lexical.</value>
    public RetrievalMode KeywordMode { get; set; } = RetrievalMode.Lexical;

    /// <summary>Legs for questions for one fact.</summary>
    /// <value>Default: Hybrid.</value>
    public RetrievalMode FactualMode { get; set; } = RetrievalMode.Hybrid;

    /// <summary>Legs for questions for a meaning. <see cref="RetrievalMode.Vector"/> pays where the embedder knows meanings, as a language model's does.</summary>
    /// <value>Default: Hybrid.</value>
    public RetrievalMode SemanticMode { get; set; } = RetrievalMode.Hybrid;

    /// <summary>Legs for questions that compare, list, explain or ask several things.</summary>
    /// <value>Default: Hybrid.</value>
    public RetrievalMode ComplexMode { get; set; } = RetrievalMode.Hybrid;

    /// <summary>Passages for a simple question: one for a fact, or words to find.</summary>
    /// <value>Default: 3. Range: 1 to 1,000.</value>
    public int SimplePassages { get; set; } = 3;

    /// <summary>Passages for a question for a meaning.</summary>
    /// <value>Default: 8. Range: 1 to 1,000.</value>
    public int SemanticPassages { get; set; } = 8;

    /// <summary>Passages for a complex question, at least; each question of a compound one adds to them as a simple one would.</summary>
    /// <value>Default: 12. Range: 1 to 1,000.</value>
    public int ComplexPassages { get; set; } = 12;

    /// <summary>The most questions that a compound one is divided into; 1 leaves it whole.</summary>
    /// <value>Default: 4. Range: 1 to 8.</value>
    public int MaxParts { get; set; } = 4;

    /// <summary>Whether a follow-up is made to stand for itself by what was asked before it in the conversation.</summary>
    /// <value>Default: true.</value>
    public bool RewriteFollowUps { get; set; } = true;

    /// <summary>Whether the language model does it, where the pipeline has one; rules do it otherwise, and when it fails.</summary>
    /// <value>Default: true.</value>
    public bool RewriteWithModel { get; set; } = true;

    /// <summary>How long the language model may take for it.</summary>
    /// <value>Default: 5 seconds. Range: above 0, to 10 minutes.</value>
    public TimeSpan RewriteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many of the last turns of a conversation are looked at.</summary>
    /// <value>Default: 4. Range: 1 to 20.</value>
    public int HistoryTurns { get; set; } = 4;

    /// <summary>
    /// Abbreviations and synonyms: a word or phrase, and what is searched for as well where a question has it, several parted by
    /// ';', such as <c>"SOP": "standard operating procedure"</c>. An entry in capitals is found in capitals only, others in any case and inflection.
    /// </summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> Glossary { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the glossary is read in both directions: "standard operating procedure" then looks for "SOP" as well.</summary>
    /// <value>Default: true.</value>
    public bool GlossaryBothWays { get; set; } = true;
}
