namespace Edify.Rag.Tests.Shared;

/// <summary>How to reach an S3 server.</summary>
/// <param name="Endpoint">Its address; buckets are part of the path.</param>
/// <param name="AccessKey">The key's name.</param>
/// <param name="SecretKey">The key.</param>
/// <param name="Region">The region that requests are signed for.</param>
internal sealed record S3Server(Uri Endpoint, string AccessKey, string SecretKey, string Region)
{
    private const string Form = "Endpoint=http://HOST:PORT;AccessKey=…;SecretKey=…;Region=us-east-1";

    /// <summary>Reads <c>Endpoint=…;AccessKey=…;SecretKey=…;Region=…</c>, in any order; without a region it is us-east-1.</summary>
    /// <exception cref="FormatException">A part is missing or the endpoint is no address. The message does not hold the value.</exception>
    public static S3Server Parse(string setting)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys are base 64 at times, which ends in '='.
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0) parts[part[..sign].Trim()] = part[(sign + 1)..].Trim();
        }

        return Uri.TryCreate(Part("Endpoint"), UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? new S3Server(endpoint, Part("AccessKey"), Part("SecretKey"), parts.GetValueOrDefault("Region", "us-east-1"))
            : throw new FormatException($"{Server.S3.Variable} has an endpoint that is no http address; it takes {Form}.");

        string Part(string name) => parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new FormatException($"{Server.S3.Variable} has no {name}; it takes {Form}.");
    }

    /// <summary>The address; keys stand in no log.</summary>
    public override string ToString() => Endpoint.ToString();
}
