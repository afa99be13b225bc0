using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3;

/// <summary>Lets a listing be read whose server writes characters into it that XML cannot hold.</summary>
/// <remarks>
/// Names are encoded on the way. But some servers, Ceph among them, repeat the name that a page begins behind, and the one that
/// it ends with, as they are: after a page that ends with U+FFFE, no reader of XML gets to the end. What is read of a listing
/// is ASCII, so these characters can be replaced.
/// </remarks>
internal sealed class S3ListingText : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        var response = executionContext.ResponseContext;
        if (executionContext.RequestContext.OriginalRequest is ListObjectsV2Request && response.HttpResponse is { } answer)
            response.HttpResponse = new Answer(answer);
        return result;
    }

    private sealed class Answer(IWebResponseData inner) : IWebResponseData, IHttpResponseBody
    {
        public long ContentLength => inner.ContentLength;
        public string ContentType => inner.ContentType;
        public HttpStatusCode StatusCode => inner.StatusCode;
        public bool IsSuccessStatusCode => inner.IsSuccessStatusCode;
        public IHttpResponseBody ResponseBody => this;

        public string[] GetHeaderNames() => inner.GetHeaderNames();
        public bool IsHeaderPresent(string headerName) => inner.IsHeaderPresent(headerName);
        public string GetHeaderValue(string headerName) => inner.GetHeaderValue(headerName);
        public bool IsEventHeaderPresent(string headerName) => inner.IsEventHeaderPresent(headerName);
        public IEventStreamHeader GetEventStreamHeader(string headerName) => inner.GetEventStreamHeader(headerName);

        public Stream OpenResponse() => new XmlTextStream(inner.ResponseBody.OpenResponse());
        public async Task<Stream> OpenResponseAsync() => new XmlTextStream(await inner.ResponseBody.OpenResponseAsync().ConfigureAwait(false));
        public void Dispose() => inner.ResponseBody.Dispose();
    }
}
