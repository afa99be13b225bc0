using System.Runtime.CompilerServices;
using Edify.Rag.Documents.OpenXml.Docx;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Reading;

public class BoundedDocumentReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_over_its_size_is_refused(bool canSeek)
    {
        using var stream = canSeek ? new MemoryStream(new byte[2000]) : new ForwardOnly(new byte[2000]);
        var context = new DocumentContext { Name = "big.txt", Limits = new DocumentLimits { MaxFileBytes = 1000 } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(async () => await new TextDocumentReader().Bounded().ReadAsync(stream, context).ToListAsync());
        Assert.Equal((DocumentFault.OverLimit, "big.txt"), (error.Fault, error.Document));
        Assert.Contains("MaxFileBytes (1000 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_waits_too_long_is_stopped_by_its_token()
    {
        var context = new DocumentContext { Name = "slow", Limits = new DocumentLimits { MaxDuration = TimeSpan.FromMilliseconds(20) } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => new NeverEnding().Bounded().ReadAsync([], context));
        Assert.Equal(DocumentFault.OverLimit, error.Fault);
        Assert.Contains("MaxDuration (0.02 s)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_a_cancellation()
    {
        using var caller = new CancellationTokenSource();
        var elements = new NeverEnding().Bounded().ReadAsync(Stream.Null, new DocumentContext { Name = "slow" }, caller.Token).ToListAsync();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await elements);
    }

    [Fact]
    public void Formats_that_need_random_access_refuse_streams_without_it()
    {
        using var stream = new ForwardOnly([]);
        var error = Assert.Throws<ArgumentException>(() => new DocxDocumentReader().Bounded().ReadAsync(stream, new DocumentContext { Name = "a.docx" }));
        Assert.Contains("a.docx", error.Message, StringComparison.Ordinal);
    }

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class NeverEnding : IDocumentReader
    {
        public string Fingerprint => "never/1";

        public bool NeedsSeeking => false;

        public bool CanRead(DocumentProbe probe) => true;

        public async IAsyncEnumerable<DocumentElement> ReadAsync(
            Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
    }
}
