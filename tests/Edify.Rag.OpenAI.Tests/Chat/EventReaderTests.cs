using System.Text;
using Edify.Rag.OpenAI.Chat;

namespace Edify.Rag.OpenAI.Tests.Chat;

public sealed class EventReaderTests
{
    private const string Stream = "\uFEFF: hello\r\n\r\nevent: x\ndata: one\n\ndata:two\rdata: 2\r\rid: 7\n\ndata\n\ndata: \n\ndata: thrée 😀\r\n\r\ndata: last";

    [Fact]
    public async Task Events_are_read_whatever_ends_their_lines_and_however_the_stream_is_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(Stream);
        foreach (var piece in new[] { 1, 2, 3, 7, 1000 })
        {
            var reader = new EventReader(new PieceStream(bytes, piece));
            var events = new List<string>();
            while (await reader.ReadAsync(CancellationToken.None) is { } data) events.Add(Encoding.UTF8.GetString(data.Span));

            Assert.Equal(["one", "two\n2", "thrée 😀", "last"], events);
        }
    }

    [Fact]
    public async Task A_long_event_is_read_and_an_endless_one_is_not()
    {
        var text = new string('x', 3 << 20);
        var reader = new EventReader(new PieceStream(Encoding.UTF8.GetBytes($"data: {text}\n\n"), 100_000));
        Assert.Equal(text.Length, (await reader.ReadAsync(CancellationToken.None))!.Value.Length);

        var many = new EventReader(new PieceStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"data: {new string('x', 1 << 20)}\n", 6))), 100_000));
        await Assert.ThrowsAsync<FormatException>(async () => await many.ReadAsync(CancellationToken.None));
    }

    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
