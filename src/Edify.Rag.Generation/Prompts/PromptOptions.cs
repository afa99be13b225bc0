namespace Edify.Rag;

/// <summary>Which prompts are used. A changed setting or file takes effect on the next question.</summary>
public sealed class PromptOptions
{
    /// <summary>
    /// A folder whose files take the place of shipped prompts of the same name, such as <c>answer.v2.txt</c>, or are prompts of one's
    /// own. A broken file is reported, and what was used before stays in use.
    /// </summary>
    /// <value>Default: empty; the shipped prompts are used.</value>
    public string Folder { get; set; } = string.Empty;

    /// <summary>The prompt for answers: the name of a file without <c>.txt</c>, in the folder or shipped.</summary>
    /// <value>Default: "answer.v2". Accepted: 1 to 64 of a-z, 0-9, '.', '-', '_', beginning with a letter or digit.</value>
    public string Template { get; set; } = "answer.v2";

    /// <summary>
    /// Prompts that a share of the users gets in place of <see cref="Template"/>, to compare them. A user always gets the same one
    /// while the shares stay as they are.
    /// </summary>
    /// <value>Default: none. Accepted: shares that add up to at most 100.</value>
    public IList<PromptVariant> Variants { get; } = [];

    /// <summary>What a prompt shows of sentences in passages that try to give orders to a language model.</summary>
    /// <value>Default: <see cref="SuspiciousText.Withhold"/>.</value>
    public SuspiciousText SuspiciousText { get; set; } = SuspiciousText.Withhold;

    /// <summary>
    /// The roles, without case, whose users are pupils: the prompt speaks to them by their grade, and to all others as to adults. A
    /// pupil without a readable grade is spoken to as the youngest.
    /// </summary>
    /// <value>Default: empty, which stands for "student" and "pupil".</value>
    public IList<string> PupilRoles { get; } = [];
}

/// <summary>A prompt that is tried on a share of the users.</summary>
public sealed class PromptVariant
{
    /// <summary>The prompt's name, as <see cref="PromptOptions.Template"/> has it.</summary>
    /// <value>Default: empty, which is refused.</value>
    public string Template { get; set; } = string.Empty;

    /// <summary>The share of users that get it, in percent.</summary>
    /// <value>Default: 0. Range: 0 to 100.</value>
    public double Percent { get; set; }
}

/// <summary>What is done with text that tries to give orders to a language model.</summary>
public enum SuspiciousText
{
    /// <summary>The model is not shown the sentences; a sign stands in their place, and their passage is marked.</summary>
    Withhold,

    /// <summary>The model sees the text, and its passage is marked as one that holds orders.</summary>
    Mark,
}
