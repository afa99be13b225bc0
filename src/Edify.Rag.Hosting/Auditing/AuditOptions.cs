namespace Edify.Rag;

/// <summary>What the audit keeps, how long, and what it is signed with.</summary>
/// <remarks>What is kept and how long is read anew each time; the key is read once.</remarks>
public sealed class AuditOptions
{
    /// <summary>
    /// Whether questions, answers, searches, administrative actions and uses of system scopes are written to the audit; what can't be
    /// written is then not done. <see cref="AuditRagBuilderExtensions.WithAudit"/> and a section <c>EdifyRag:Audit</c> switch it on.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Enabled { get; set; }

    /// <summary>Whether the texts of questions are kept, beside the chain; otherwise there is their keyed hash alone.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool KeepQuestions { get; set; }

    /// <summary>How long records are kept; <see langword="null"/> keeps them for ever.</summary>
    /// <value>Default: 2,557 days, which is 7 years. Range: 1 day to 36,500 days.</value>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(2557);

    /// <summary>How long kept texts of questions are kept; <see langword="null"/> keeps them until they are erased.</summary>
    /// <value>Default: 180 days. Range: 1 day to 36,500 days.</value>
    public TimeSpan? QuestionRetention { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How often a host looks for what is older than that.</summary>
    /// <value>Default: 1 day. Range: 1 minute to 30 days.</value>
    public TimeSpan PruneInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The key that records are signed with, in Base64, at least 32 bytes: from a vault, say. Empty to read <see cref="KeyFile"/>.</summary>
    /// <value>Default: empty.</value>
    public string Key { get; set; } = string.Empty;

    /// <summary>
    /// The file with the key, in Base64; made with a random key when it is not there. Empty for <c>audit.key</c> in the state directory,
    /// where it protects from those alone who can't read that directory.
    /// </summary>
    /// <value>Default: empty.</value>
    public string KeyFile { get; set; } = string.Empty;
}
