using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;

namespace Edify.Rag.Storage.S3;

/// <summary>Makes the client that the options describe.</summary>
internal static class S3ClientFactory
{
    // What a server elsewhere expects in a signature when it has no regions.
    private const string AnyRegion = "us-east-1";

    private static readonly TimeSpan MaxConnectTime = TimeSpan.FromSeconds(15);

    /// <exception cref="RagConfigurationException">There is no such profile, or no region can be found.</exception>
    public static IAmazonS3 Create(S3BlobStoreOptions options, TimeProvider time)
    {
        var config = Configuration(options);
        try
        {
            return Credentials(options) is { } credentials ? new S3RetryingClient(credentials, config, time) : new S3RetryingClient(config, time);
        }
        catch (AmazonClientException e) when (options.Endpoint is null && options.Region is null)
        {
            throw new RagConfigurationException(
                $"No region is known for the bucket '{options.Bucket}'. Set {nameof(S3BlobStoreOptions)}.{nameof(options.Region)}, or AWS_REGION in the environment.", e);
        }
    }

    private static AmazonS3Config Configuration(S3BlobStoreOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = options.MaxRetries,
            Timeout = options.RequestTimeout,
            ConnectTimeout = options.RequestTimeout < MaxConnectTime ? options.RequestTimeout : MaxConnectTime,
        };
        if (!string.IsNullOrEmpty(options.Profile)) config.Profile = new Profile(options.Profile);
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? AnyRegion;

            // Many servers do not know the checksums that Amazon added in 2024; the signature covers the content anyhow.
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }

    private static AWSCredentials? Credentials(S3BlobStoreOptions options)
    {
        if (!string.IsNullOrEmpty(options.AccessKey))
        {
            return string.IsNullOrEmpty(options.SessionToken)
                ? new BasicAWSCredentials(options.AccessKey, options.SecretKey)
                : new SessionAWSCredentials(options.AccessKey, options.SecretKey, options.SessionToken);
        }

        if (string.IsNullOrEmpty(options.Profile)) return null;
        return new CredentialProfileStoreChain().TryGetAWSCredentials(options.Profile, out var credentials)
            ? credentials
            : throw new RagConfigurationException(
                $"{nameof(S3BlobStoreOptions)}.{nameof(options.Profile)} is '{options.Profile}', but the shared AWS files hold no such profile with credentials.");
    }
}
