using System.ClientModel.Primitives;
using System.Globalization;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.OpenAI.Connection;

/// <summary>An answer as it came.</summary>
internal sealed class ServerAnswer
{
    // Enough of an error to tell what it is.
    private const int MostOfError = 64 * 1024;
    private const int Piece = 16 * 1024;

    private ServerAnswer(PipelineResponse response, ReadOnlyMemory<byte> body, bool isWhole) =>
        (Status, Headers, Body, IsWhole) = (response.Status, response.Headers, body, isWhole);

    public int Status { get; }

    public bool IsSuccess => IsGood(Status);

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether the body is not longer than what was read of it.</summary>
    public bool IsWhole { get; }

    private PipelineResponseHeaders Headers { get; }

    /// <summary>Reads an answer, and no more of its body than is allowed.</summary>
    public static async Task<ServerAnswer> ReadAsync(PipelineResponse response, int most, CancellationToken cancellationToken)
    {
        if (!IsGood(response.Status)) most = Math.Min(most, MostOfError);
        var body = new MemoryStream();
        if (response.ContentStream is { } stream)
        {
            var piece = new byte[Piece];
            while (body.Length <= most && await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is var read and > 0) body.Write(piece, 0, read);
        }

        var length = (int)Math.Min(body.Length, most);
        return new(response, body.GetBuffer().AsMemory(0, length), isWhole: body.Length <= most);
    }

    /// <summary>How long the server asks to be left alone.</summary>
    /// <param name="now">The time here, for servers that tell no time of their own.</param>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        // OpenAI's and Azure's own, and more precise than the other.
        if (Headers.TryGetValue("retry-after-ms", out var text)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        Headers.TryGetValue("Retry-After", out var value);
        if (Headers.TryGetValue("Date", out var date) && DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var answered)) now = answered;
        return RetryAfterHeader.Parse(value, now);
    }

    private static bool IsGood(int status) => status is >= 200 and < 300;
}
