using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Documents.Containers;

/// <summary>All readers of the pipeline, which a container reader is one of: asked for only when a container is read.</summary>
/// <param name="resolve">Finds the readers, in the order in which they are asked.</param>
/// <param name="options">Limits of containers.</param>
internal sealed class ReaderSet(Func<IReadOnlyList<IDocumentReader>> resolve, DocumentReaderOptions options)
{
    [ThreadStatic]
    private static bool _isFingerprinting;

    private readonly Lazy<IReadOnlyList<IDocumentReader>> _readers = new(resolve);

    /// <summary>Limits of containers.</summary>
    public DocumentReaderOptions Options { get; } = options;

    /// <summary>The first reader that can read a file.</summary>
    /// <param name="probe">What is known of the file.</param>
    public IDocumentReader? Find(DocumentProbe probe)
    {
        foreach (var reader in _readers.Value)
            if (reader.CanRead(probe)) return reader;
        return null;
    }

    /// <summary>The fingerprint of a container reader: it changes with those of the readers it asks.</summary>
    /// <param name="own">The reader's own part.</param>
    public string FingerprintOf(string own)
    {
        // A container reader is among the readers, and has no need to say more of itself than its own part.
        if (_isFingerprinting) return own;
        _isFingerprinting = true;
        try
        {
            var all = string.Join('\n', _readers.Value.Select(reader => reader.Fingerprint));
            var limits = string.Create(CultureInfo.InvariantCulture, $"{Options.MaxArchiveEntries} {Options.MaxArchiveDepth}");
            return $"{own}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{limits}\n{all}")).AsSpan(0, 6))}";
        }
        finally
        {
            _isFingerprinting = false;
        }
    }
}
