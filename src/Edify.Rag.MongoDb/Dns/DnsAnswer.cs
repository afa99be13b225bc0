namespace Edify.Rag.MongoDb.Dns;

/// <summary>What a name server answers.</summary>
/// <param name="Code">0 when all is well, 3 when there is no such name.</param>
/// <param name="IsTruncated">Whether there is more than fits in a datagram.</param>
/// <param name="Services">The records of services.</param>
/// <param name="Texts">The records of text, each of its strings joined.</param>
internal sealed record DnsAnswer(int Code, bool IsTruncated, IReadOnlyList<DnsService> Services, IReadOnlyList<string> Texts);

/// <summary>A host and the port at which it offers a service.</summary>
internal readonly record struct DnsService(string Host, int Port);
