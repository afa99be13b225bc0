namespace Edify.Rag;

/// <summary>Who acts, where a contract does not tell: an administrator who ingests, deletes or erases.</summary>
/// <remarks>It goes along with the asynchronous flow. A host says it once a request is authenticated; the command-line tool says who runs it.</remarks>
public static class AuditActor
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>Who acts; "system" where nobody said.</summary>
    public static string Current => Ambient.Value ?? "system";

    /// <summary>Says who acts until the result is disposed.</summary>
    /// <param name="subject">A user's id; never blank.</param>
    public static IDisposable Begin(string subject)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        var before = Ambient.Value;
        Ambient.Value = subject;
        return new Restored(before);
    }

    private sealed class Restored(string? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
