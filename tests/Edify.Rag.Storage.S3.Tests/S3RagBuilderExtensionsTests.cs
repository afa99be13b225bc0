using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.S3.Tests;

public sealed class S3RagBuilderExtensionsTests
{
    [Fact]
    public void One_store_serves_both_contracts()
    {
        using var services = Build(Configure);

        Assert.Same(services.GetRag<IBlobStore>(), services.GetRag<IBlobSource>());
    }

    [Theory]
    [InlineData(null, "s3://content")]
    [InlineData("https://minio.school.example:9000", "s3://minio.school.example:9000/content")]
    [InlineData("http://ceph.school.example", "s3://ceph.school.example/content")]
    public void The_location_names_the_bucket_and_where_it_is(string? endpoint, string location)
    {
        using var services = Build(options =>
        {
            Configure(options);
            options.Endpoint = endpoint is null ? null : new Uri(endpoint);
        });

        Assert.Equal(location, services.GetRag<IBlobSource>().Location);
    }

    [Fact]
    public void Configuration_chooses_it_by_name()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EdifyRag:Storage:Provider"] = "S3",
            ["EdifyRag:Storage:S3:Bucket"] = "content",
            ["EdifyRag:Storage:S3:Endpoint"] = "https://minio.school.example:9000",
            ["EdifyRag:Storage:S3:AccessKey"] = "A",
            ["EdifyRag:Storage:S3:SecretKey"] = "S",
            ["EdifyRag:Storage:S3:PathStyle"] = "false",
            ["EdifyRag:Storage:S3:RequestTimeout"] = "00:00:20",
        }).Build();
        using var services = new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag"), RagProvider.S3).BuildServiceProvider();

        var options = services.GetRequiredService<IOptionsMonitor<S3BlobStoreOptions>>().Get(RagServices.DefaultName);
        Assert.Equal("s3://minio.school.example:9000/content", services.GetRag<IBlobSource>().Location);
        Assert.False(options.PathStyle);
        Assert.Equal(TimeSpan.FromSeconds(20), options.RequestTimeout);
    }

    [Fact]
    public void A_misspelt_setting_is_an_error()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EdifyRag:Storage:Provider"] = "S3",
            ["EdifyRag:Storage:S3:Buckett"] = "content",
        }).Build();
        using var services = new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag"), RagProvider.S3).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRag<IBlobStore>());

        Assert.Contains("Buckett", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_is_not_there_is_an_error_that_names_it()
    {
        using var services = Build(options => (options.Bucket, options.Region, options.Profile) = ("content", "eu-central-1", "nobody-made-this"));

        var error = Assert.Throws<RagConfigurationException>(() => services.GetRag<IBlobStore>());

        Assert.Contains("'nobody-made-this'", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Action<S3BlobStoreOptions>, string> Faults => new()
    {
        { o => o.Bucket = "", "Bucket must be the name of a bucket; it is blank." },
        { o => o.Bucket = "s3://content", "Bucket must be the name of a bucket alone, without address, path or white space." },
        { o => o.Bucket = "content--euc1-az1--x-s3", "Bucket names a directory bucket of S3 Express, which does not list in order; use a general purpose bucket." },
        { o => o.Endpoint = new Uri("minio:9000", UriKind.RelativeOrAbsolute), "Endpoint must be an address such as \"https://minio.school.example:9000\"." },
        { o => o.Endpoint = new Uri("https://user:geheim@minio"), "Endpoint must not hold credentials; set AccessKey and SecretKey." },
        { o => o.Endpoint = new Uri("https://minio/content"), "Endpoint must be the address of the server alone; name the bucket in Bucket." },
        { o => o.Region = "EU (Frankfurt)", "Region must be the name of a region, such as \"eu-central-1\"." },
        { o => o.SecretKey = null, "AccessKey and SecretKey belong together; one of them is missing." },
        { o => (o.AccessKey, o.SecretKey, o.SessionToken) = (null, null, "geheim"), "SessionToken belongs to temporary keys; set AccessKey and SecretKey too." },
        { o => o.Profile = "school", "Profile and AccessKey exclude each other; set one of them." },
        { o => o.MaxRetries = 21, "MaxRetries is 21; it must be 0 to 20." },
        { o => o.RequestTimeout = TimeSpan.Zero, "RequestTimeout is 00:00:00; it must be 1 second to 1 hour." },
        { o => o.PartSize = 1, "PartSize is 1; it must be 5 MiB to 1 GiB in bytes." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_option_that_cannot_work_is_one_clear_sentence(Action<S3BlobStoreOptions> configure, string sentence)
    {
        using var services = Build(Configure + configure);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRag<IBlobStore>());

        Assert.Equal("S3BlobStoreOptions." + sentence, error.Message);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    private static void Configure(S3BlobStoreOptions options) =>
        (options.Bucket, options.Region, options.AccessKey, options.SecretKey) = ("content", "eu-central-1", "A", "S");

    private static ServiceProvider Build(Action<S3BlobStoreOptions> configure)
    {
        var builder = new TestRagBuilder();
        builder.UseS3(configure);
        return builder.Services.BuildServiceProvider();
    }
}
