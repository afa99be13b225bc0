using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace Edify.Rag.OpenAI.Connection;

/// <summary>What clients of the SDK are made with: they send once, and every answer comes back as it is.</summary>
internal static class SdkClientOptions
{
    private const string Nobody = "none";

    // Time limits are ours, by the pipeline's TimeProvider; the SDK's is only a net below them.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public static OpenAIClientOptions Of(OpenAIConnectionOptions options, HttpClient http, TimeSpan limit)
    {
        var made = new OpenAIClientOptions
        {
            Endpoint = options.Address,
            OrganizationId = options.Organization,
            ProjectId = options.Project,
            UserAgentApplicationId = "Edify.Rag",
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = limit + Margin,
        };
        if (options.ApiKey is null) made.AddPolicy(new WithoutKey(), PipelinePosition.BeforeTransport);
        return made;
    }

    public static ApiKeyCredential CredentialOf(OpenAIConnectionOptions options) => new(options.ApiKey ?? Nobody);

    // The SDK can't do without a key, and a server that checks keys only where one is sent would refuse a made-up one.
    private sealed class WithoutKey : PipelinePolicy
    {
        private const string Header = "Authorization";

        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Remove(Header);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Remove(Header);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
