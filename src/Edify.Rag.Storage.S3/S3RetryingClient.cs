using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace Edify.Rag.Storage.S3;

/// <summary>The client of the AWS SDK with our waits between its retries, and listings that can be read.</summary>
internal sealed class S3RetryingClient : AmazonS3Client
{
    // Set after the base constructor has built the pipeline, so the policy asks for it when it waits.
    private readonly TimeProvider _time;

    public S3RetryingClient(AWSCredentials credentials, AmazonS3Config config, TimeProvider time)
        : base(credentials, config) => _time = time;

    public S3RetryingClient(AmazonS3Config config, TimeProvider time)
        : base(config) => _time = time;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new S3RetryPolicy(Config, () => _time)));
        pipeline.AddHandlerAfter<Unmarshaller>(new S3ListingText());
    }
}
