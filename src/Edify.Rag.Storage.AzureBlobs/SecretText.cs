using System.Text.RegularExpressions;
using Azure;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Takes keys and signatures out of what the client library says, before it becomes an inner exception.</summary>
/// <remarks>
/// The service quotes requests in its answers, signatures included. The errors are therefore made anew, with their status and
/// code, and without the response, which would lead to the request.
/// </remarks>
internal sealed partial class SecretText(IEnumerable<string> secrets)
{
    private const string Mask = "***";

    // Longest first, so that no secret is cut by one that is a part of it.
    private readonly string[] _secrets = [.. secrets.Where(secret => secret.Length > 0).Distinct().OrderByDescending(secret => secret.Length)];

    public string Clean(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        return Signature().Replace(text, Mask);
    }

    public Exception Clean(Exception error)
    {
        if (error is RequestFailedException failed)
            return new RequestFailedException(failed.Status, Clean(failed.Message), failed.ErrorCode, failed.InnerException is { } inner ? Clean(inner) : null);
        var text = error.ToString();
        return Clean(text) == text ? error : new IOException(Clean(error.Message));
    }

    [GeneratedRegex("""(?<=\bsig=)[^&\s'"<]+|(?<=\bAccountKey=)[^;\s]+|(?<=signature found in the HTTP request ')[^']*|(?<=SharedKey \S+:)\S+""", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();
}
