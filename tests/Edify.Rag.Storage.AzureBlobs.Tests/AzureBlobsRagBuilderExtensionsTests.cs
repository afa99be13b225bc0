using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

public sealed class AzureBlobsRagBuilderExtensionsTests
{
    private const string Key = "c2VjcmV0IGtleSBvZiBubyBhY2NvdW50LCB3aGljaCBubyBzZW50ZW5jZSBtYXkgZXZlciBzaG93IHRvIGFueWJvZHkh";
    private const string Connection = $"DefaultEndpointsProtocol=https;AccountName=school;AccountKey={Key};EndpointSuffix=core.windows.net";
    private const string Url = "https://school.blob.core.windows.net";
    private const string Sas = "sv=2024-11-04&se=2027-01-01&sr=c&sp=rl&sig=Zm9vYmFyYmF6";

    public static TheoryData<string, Action<AzureBlobStoreOptions>> Right => new()
    {
        { "a connection string", o => o.ConnectionString = Connection },
        { "an identity", o => o.AccountUrl = Url },
        { "an identity by its id", o => (o.AccountUrl, o.ManagedIdentityClientId) = (Url, "2f1c") },
        { "a SAS", o => (o.AccountUrl, o.Sas) = (Url, "?" + Sas) },
        { "a SAS within the URL", o => o.AccountUrl = $"{Url}/?{Sas}" },
        { "a container's URL", o => (o.AccountUrl, o.Container) = ($"{Url}/content?{Sas}", string.Empty) },
        { "a container's URL and its name", o => o.AccountUrl = $"{Url}/content?{Sas}" },
    };

    [Theory]
    [MemberData(nameof(Right), DisableDiscoveryEnumeration = true)]
    public void Whatever_grants_access_the_location_is_the_containers_url(string how, Action<AzureBlobStoreOptions> configure)
    {
        using var services = Build(configure);

        Assert.NotEmpty(how);
        Assert.Same(services.GetRag<IBlobStore>(), services.GetRag<IBlobSource>());
        Assert.Equal($"azure:{Url}/content", services.GetRag<IBlobSource>().Location);
    }

    public static TheoryData<string, Action<AzureBlobStoreOptions>> Wrong => new()
    {
        { "ConnectionString or AccountUrl must be set, and not both", _ => { } },
        { "ConnectionString or AccountUrl must be set, and not both", o => (o.ConnectionString, o.AccountUrl) = (Connection, Url) },
        { "ConnectionString cannot be read", o => o.ConnectionString = $"AccountName=school;{Key}" },
        { "ConnectionString cannot be read", o => o.ConnectionString = $"AccountName=school;AccountKey=no-base64-{Key}" },
        { "ConnectionString grants access by itself", o => (o.ConnectionString, o.Sas) = (Connection, Sas) },
        { "AccountUrl must be an address", o => o.AccountUrl = "school" },
        { "AccountUrl must be an address", o => o.AccountUrl = "ftp://school" },
        { "AccountUrl must lead to an account or a container", o => o.AccountUrl = $"{Url}/content/a.pdf?{Sas}" },
        { "Container is 'content' and AccountUrl names the container 'other'", o => o.AccountUrl = $"{Url}/other" },
        { "Sas must hold a whole shared access signature", o => (o.AccountUrl, o.Sas) = (Url, "sv=2024-11-04&se=2027-01-01") },
        { "Sas and the SAS within AccountUrl are both set", o => (o.AccountUrl, o.Sas) = ($"{Url}?{Sas}", Sas) },
        { "Sas grants access by itself", o => (o.AccountUrl, o.Sas, o.ManagedIdentityClientId) = (Url, Sas, "2f1c") },
        { "AccountUrl must begin with https://", o => o.AccountUrl = "http://school.blob.core.windows.net" },
        { "Container must be the name of a container", o => (o.AccountUrl, o.Container) = (Url, "Content") },
        { "Container must be the name of a container", o => (o.AccountUrl, o.Container) = (Url, "a--b") },
        { "Container must be the name of a container", o => (o.AccountUrl, o.Container) = (Url, string.Empty) },
        { "MaxRetries must be 0 to 20", o => (o.AccountUrl, o.MaxRetries) = (Url, 21) },
        { "RequestTimeout must be 1 second to 1 hour", o => (o.AccountUrl, o.RequestTimeout) = (Url, TimeSpan.Zero) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_cannot_work_is_one_clear_sentence_without_a_secret(string sentence, Action<AzureBlobStoreOptions> configure)
    {
        using var services = Build(configure);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRag<IBlobStore>());

        Assert.StartsWith($"AzureBlobStoreOptions.{sentence}", Assert.Single(error.Failures), StringComparison.Ordinal);
        Secrets.AssertHidden(error, Key, "Zm9vYmFyYmF6");
    }

    [Fact]
    public void A_credential_of_the_host_goes_with_the_accounts_url()
    {
        var builder = new TestRagBuilder();
        builder.UseAzureBlobs(o => (o.AccountUrl, o.Container) = (Url, "content"), new HostCredential());
        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal($"azure:{Url}/content", services.GetRag<IBlobStore>().Location);
    }

    [Fact]
    public void Configuration_chooses_it_by_name()
    {
        using var services = Configured(("AccountUrl", Url), ("Container", "content"), ("CreateContainer", "true"), ("RequestTimeout", "00:00:20"));

        Assert.Equal($"azure:{Url}/content", services.GetRag<IBlobStore>().Location);
        var options = services.GetRequiredService<IOptionsMonitor<AzureBlobStoreOptions>>().Get(RagServices.DefaultName);
        Assert.True(options.CreateContainer);
        Assert.Equal(TimeSpan.FromSeconds(20), options.RequestTimeout);
    }

    [Theory]
    [InlineData("AccountKey")]
    [InlineData("Credential")]
    public void A_setting_that_nothing_reads_is_an_error(string key)
    {
        using var services = Configured(("AccountUrl", Url), ("Container", "content"), (key, Key));

        var error = Assert.Throws<RagConfigurationException>(() => services.GetRag<IBlobStore>());
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Secrets.AssertHidden(error, Key);
    }

    private static ServiceProvider Configured(params (string Key, string Value)[] settings)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => $"Storage:AzureBlobs:{s.Key}", s => (string?)s.Value)).Build().GetSection("Storage:AzureBlobs");
        var builder = new TestRagBuilder();
        Assert.Equal(("Storage", "AzureBlobs"), (RagProvider.AzureBlobs.Stage, RagProvider.AzureBlobs.Name));
        RagProvider.AzureBlobs.Use(builder, section);
        return builder.Services.BuildServiceProvider();
    }

    private static ServiceProvider Build(Action<AzureBlobStoreOptions> configure)
    {
        var builder = new TestRagBuilder();
        builder.UseAzureBlobs(options =>
        {
            options.Container = "content";
            configure(options);
        });
        return builder.Services.BuildServiceProvider();
    }

    private sealed class HostCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
