namespace Edify.Rag;

/// <summary>Options of an S3 bucket as blob store.</summary>
/// <remarks>
/// Without <see cref="AccessKey"/> and <see cref="Profile"/> the credentials come from where AWS tools look for them:
/// environment variables, the shared files of the AWS command line, the role of the container or the machine.
/// </remarks>
public sealed class S3BlobStoreOptions
{
    /// <summary>The bucket. Directory buckets of S3 Express (<c>…--x-s3</c>) are refused: they do not list in order.</summary>
    /// <value>Default: empty; must be set.</value>
    public string Bucket { get; set; } = string.Empty;

    /// <summary>The bucket's region, such as "eu-central-1".</summary>
    /// <value>Default: none: that of the environment or profile; "us-east-1" where <see cref="Endpoint"/> is set.</value>
    public string? Region { get; set; }

    /// <summary>The address of a server that speaks S3, such as "https://minio.school.example:9000".</summary>
    /// <value>Default: none: Amazon's own for the region.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>Whether the bucket stands in the path of an address (<c>https://host/bucket</c>) instead of in its host name.</summary>
    /// <value>Default: none: yes where <see cref="Endpoint"/> is set, no otherwise.</value>
    public bool? PathStyle { get; set; }

    /// <summary>The id of an access key. Needs <see cref="SecretKey"/>.</summary>
    /// <value>Default: none.</value>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key. Never shown in messages and logs.</summary>
    /// <value>Default: none.</value>
    public string? SecretKey { get; set; }

    /// <summary>The token of a session, for keys that are temporary. Never shown in messages and logs.</summary>
    /// <value>Default: none.</value>
    public string? SessionToken { get; set; }

    /// <summary>A profile of the shared AWS files, instead of keys.</summary>
    /// <value>Default: none.</value>
    public string? Profile { get; set; }

    /// <summary>How often a request that failed for a passing reason is sent again, with waits that grow, vary, and obey <c>Retry-After</c>.</summary>
    /// <value>Default: 4. Range: 0 to 20.</value>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The longest wait for the answer to one request, an uploaded part included, and for the next bytes of a blob.</summary>
    /// <value>Default: 100 seconds. Range: 1 second to 1 hour.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// The bytes of one part of an upload: what an upload holds in memory. Content that is shorter is stored by one request;
    /// the longest has 10,000 parts.
    /// </summary>
    /// <value>Default: 8 MiB, which allows 78 GiB. Range: 5 MiB to 1 GiB.</value>
    public int PartSize { get; set; } = 8 * 1024 * 1024;
}
