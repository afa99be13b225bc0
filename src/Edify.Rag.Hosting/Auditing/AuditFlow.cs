namespace Edify.Rag.Hosting.Auditing;

/// <summary>What happens while one question is answered, for the one record that tells of it.</summary>
/// <remarks>It goes along with the asynchronous flow, so that no step in between has to know of the audit.</remarks>
internal sealed class AuditFlow
{
    private static readonly AsyncLocal<AuditFlow?> Ambient = new();

    private int _withheld;

    /// <summary>The question's flow; <see langword="null"/> outside of one.</summary>
    public static AuditFlow? Current => Ambient.Value;

    /// <summary>What the policy gave the asker.</summary>
    public AccessScope? Scope { get; set; }

    /// <summary>How many passages the check behind the search took away.</summary>
    public int Withheld => _withheld;

    public void Withhold() => Interlocked.Increment(ref _withheld);

    /// <summary>Makes this the flow of what the calling method awaits from here on.</summary>
    public void Enter() => Ambient.Value = this;
}
