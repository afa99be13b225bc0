using System.Buffers;
using System.Globalization;
using System.Text;
using Edify.Rag.Documents.Text.Legacy;

namespace Edify.Rag.Documents.Text;

/// <summary>Decodes a stream of unknown encoding block by block, in memory that does not grow.</summary>
/// <remarks>
/// A file without a mark counts as ASCII until a byte beyond it appears; the block with that byte decides between UTF-8 and
/// the encodings before it. One per document; not safe for concurrent use.
/// <para>Its buffers are pooled: a block of characters alone is a large object, and one per document would have the whole heap
/// collected every hundred documents. They go back at the end of the text; where nobody reads that far, they are lost to the pool.</para>
/// </remarks>
/// <param name="content">The file.</param>
/// <param name="declared">Finds what the file itself says its encoding is, when there is no mark.</param>
internal sealed class TextDecoder(Stream content, TextDecoder.DeclaredEncoding? declared = null)
{
    /// <summary>Finds the encoding that the first bytes of a file declare; <see langword="null"/> without a usable declaration.</summary>
    public delegate Encoding? DeclaredEncoding(ReadOnlySpan<byte> head);

    private const int BlockBytes = 64 * 1024;
    private const int LeastBytes = 1024;

    private readonly int _block = BlockFor(content);
    private byte[] _bytes = [];
    private char[] _chars = [];
    private int _carried;
    private bool _started;
    private bool _ended;
    private Decoder? _decoder;
    private long _undecodable;

    /// <summary>The next block of text, valid until the next call; empty at the end.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<ReadOnlyMemory<char>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_started) Rent();
        while (!_ended)
        {
            var read = await content.ReadAtLeastAsync(_bytes.AsMemory(_carried, _block - _carried), _block - _carried, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            var length = _carried + read;
            _ended = length < _block;
            var decoded = Decode(length);
            if (decoded > 0) return _chars.AsMemory(0, decoded);
        }

        Return();
        return default;
    }

    /// <summary>Reads the rest of the text, unless it is too long to be held.</summary>
    /// <param name="most">Most characters to hold, give or take a block.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The text; when it is longer than <paramref name="most"/>, what was read of it.</returns>
    public async Task<StringBuilder> ReadAtMostAsync(int most, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (text.Length <= most && await ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } block) text.Append(block);
        return text;
    }

    /// <summary>Tells the caller of the read, once, how much could not be decoded.</summary>
    /// <param name="context">Where to report.</param>
    public void ReportLosses(DocumentContext context)
    {
        if (_undecodable > 0) context.Report?.Report(Losses(_undecodable));
    }

    /// <summary>The event for text that could not be decoded.</summary>
    /// <param name="count">How many characters.</param>
    public static ReadEvent Losses(long count) =>
        new(ReadEventKind.Undecodable, 0, string.Create(CultureInfo.InvariantCulture, $"{count} characters could not be decoded"))
        {
            Undecodable = (int)Math.Min(count, int.MaxValue),
        };

    // What is known to be shorter than a block needs less room: one byte more, to see that it ends.
    private static int BlockFor(Stream content) =>
        content.CanSeek ? (int)Math.Clamp(content.Length - content.Position + 1, LeastBytes, BlockBytes) : BlockBytes;

    private void Rent()
    {
        if (_bytes.Length > 0) return; // a read that failed is begun again
        _bytes = ArrayPool<byte>.Shared.Rent(_block);
        _chars = ArrayPool<char>.Shared.Rent(_block + 8);
    }

    private void Return()
    {
        if (_bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<char>.Shared.Return(_chars);
        (_bytes, _chars) = ([], []);
    }

    private int Decode(int length)
    {
        var skipped = _started ? 0 : Start(length);
        _started = true;
        var bytes = _bytes.AsSpan(skipped, length - skipped);
        var undecided = _decoder is null ? Decide(bytes) : 0;
        var ready = bytes[..^undecided];

        var count = _decoder?.GetChars(ready, _chars, flush: _ended) ?? Encoding.ASCII.GetChars(ready, _chars);
        if (_decoder is not null) _undecodable += _chars.AsSpan(0, count).Count('\uFFFD');
        bytes[ready.Length..].CopyTo(_bytes);
        _carried = undecided;
        return count;
    }

    private int Start(int length)
    {
        var head = _bytes.AsSpan(0, length);
        var encoding = EncodingDetector.DetectMark(head) ?? declared?.Invoke(head) ?? (head.Contains((byte)0) ? EncodingDetector.Detect(head) : null);
        _decoder = encoding?.GetDecoder();
        return encoding?.Preamble.Length is { } mark && head.StartsWith(encoding.Preamble) ? mark : 0;
    }

    // Returns how many bytes at the end must wait for those that follow.
    private int Decide(ReadOnlySpan<byte> bytes)
    {
        var evidence = Utf8Evidence.In(bytes);
        if (evidence.IsNone && evidence.Tail == 0) return 0;
        if (evidence.IsNone && !_ended) return evidence.Tail;

        var invalid = evidence.Invalid + (_ended && evidence.Tail > 0 ? 1 : 0);
        _decoder = (evidence.Valid >= invalid ? Encoding.UTF8 : LegacyEncodings.Guess(bytes)).GetDecoder();
        return 0;
    }
}
