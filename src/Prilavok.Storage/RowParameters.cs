using System.Data;
using System.Data.Common;
using System.Reflection;

namespace Prilavok.Storage;

/// <summary>
/// The members of a row as parameters of a statement. Their types are told, so that a null is of the same type as a value and the
/// statement is the same prepared one.
/// </summary>
internal static class RowParameters<T>
    where T : notnull
{
    private static readonly Dictionary<Type, DbType> Types = new()
    {
        [typeof(string)] = DbType.String,
        [typeof(long)] = DbType.Int64,
        [typeof(int)] = DbType.Int32,
        [typeof(byte[])] = DbType.Binary,
    };

    private static readonly (PropertyInfo Member, DbType Type)[] Members =
    [
        .. typeof(T).GetProperties()
            .Where(member => Types.ContainsKey(Plain(member.PropertyType)))
            .Select(member => (member, Types[Plain(member.PropertyType)])),
    ];

    public static void AddTo(DbBatchCommand command, T row)
    {
        foreach (var (member, type) in Members)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = member.Name;
            parameter.DbType = type;
            parameter.Value = member.GetValue(row) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
