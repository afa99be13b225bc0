namespace Edify.Rag.Storage.AzureBlobs.Tests;

internal static class Secrets
{
    /// <summary>Fails when an error, or what caused it, shows a key or a signature.</summary>
    public static void AssertHidden(Exception error, params string[] secrets)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            var text = e + string.Concat(e.Data.Keys.Cast<object>().Select(key => $" {key}={e.Data[key]}"));
            foreach (var secret in secrets.SelectMany(s => new[] { s, Uri.EscapeDataString(s) })) Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.Null((e as Azure.RequestFailedException)?.GetRawResponse());
        }
    }
}
