namespace Edify.Rag.MongoDb.Dns;

/// <summary>DNS gave no answer, or one that can't be read.</summary>
internal sealed class DnsException(string message, bool isTransient, Exception? inner = null) : RagException(message, inner)
{
    public override bool IsTransient { get; } = isTransient;
}
