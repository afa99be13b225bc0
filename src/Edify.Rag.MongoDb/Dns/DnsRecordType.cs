namespace Edify.Rag.MongoDb.Dns;

/// <summary>The records that connection strings need.</summary>
internal enum DnsRecordType : ushort
{
    Text = 16,
    Service = 33,
}
