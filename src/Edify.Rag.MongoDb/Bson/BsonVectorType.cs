namespace Edify.Rag.MongoDb.Bson;

/// <summary>What the components of a binary vector are.</summary>
internal enum BsonVectorType : byte
{
    Int8 = 0x03,
    PackedBit = 0x10,
    Float32 = 0x27,
}
