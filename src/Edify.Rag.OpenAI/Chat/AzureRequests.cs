using System.ClientModel.Primitives;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Writes requests as Azure's older API wants them: the version in the address, the key in a header of its own.</summary>
internal sealed class AzureRequests(string version) : PipelinePolicy
{
    private const string Bearer = "Bearer ";

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Change(message.Request);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Change(message.Request);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Change(PipelineRequest request)
    {
        if (request.Uri is { } uri) request.Uri = new UriBuilder(uri) { Query = $"api-version={version}" }.Uri;
        if (!request.Headers.TryGetValue("Authorization", out var value) || value is null || !value.StartsWith(Bearer, StringComparison.Ordinal)) return;
        request.Headers.Remove("Authorization");
        request.Headers.Set("api-key", value[Bearer.Length..]);
    }
}
