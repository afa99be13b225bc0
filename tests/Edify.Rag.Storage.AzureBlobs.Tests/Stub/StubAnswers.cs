using System.Globalization;
using System.Text;

namespace Edify.Rag.Storage.AzureBlobs.Tests.Stub;

internal static class StubAnswers
{
    public const string ETag = "\"0x1\"";

    public static StubAnswer Error(int status, string code, string detail = "", params (string Name, string Value)[] headers) =>
        new(status, Encoding.UTF8.GetBytes(
            $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>The stub refuses.</Message><AuthenticationErrorDetail>{detail}</AuthenticationErrorDetail></Error>"""))
        {
            Headers = headers.Prepend(("x-ms-error-code", code)).Prepend(("Content-Type", "application/xml")).ToDictionary(h => h.Item1, h => h.Item2),
        };

    public static StubAnswer Listing(string xml) => new(200, Encoding.UTF8.GetBytes(xml)) { Headers = { ["Content-Type"] = "application/xml" } };

    /// <summary>A blob or the range of it that was asked for, of which only some bytes arrive.</summary>
    public static StubAnswer Blob(byte[] content, StubRequest request, int most = int.MaxValue, bool stalls = false)
    {
        var from = From(request);
        var wanted = content[from..];
        var answer = new StubAnswer(from == 0 ? 200 : 206, wanted[..Math.Min(wanted.Length, most)])
        {
            Promised = wanted.Length,
            Stalls = stalls,
            Headers =
            {
                ["ETag"] = ETag,
                ["Last-Modified"] = "Sat, 21 Nov 2026 10:00:00 GMT",
                ["x-ms-blob-type"] = "BlockBlob",
                ["Content-Type"] = "application/octet-stream",
            },
        };
        if (from > 0) answer.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}");
        return answer;
    }

    public static int From(StubRequest request) =>
        (request.Headers.GetValueOrDefault("x-ms-range") ?? request.Headers.GetValueOrDefault("Range")) is { } range
            ? int.Parse(range["bytes=".Length..range.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture)
            : 0;
}
