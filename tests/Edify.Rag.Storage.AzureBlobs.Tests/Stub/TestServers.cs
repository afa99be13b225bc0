namespace Edify.Rag.Tests.Shared;

internal static class TestServers
{
    public static string AzureBlobs
    {
        get
        {
            var text = Environment.GetEnvironmentVariable("EDIFY_TEST_AZUREBLOBS");
            if (string.IsNullOrEmpty(text)) Assert.Skip("no azure");
            return text!;
        }
    }
}
