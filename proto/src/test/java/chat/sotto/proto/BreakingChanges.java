package chat.sotto.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What in a new schema would break a program that was built with the old one: on the wire, in its
 * JSON form, or in its source. The rules are those of buf's category FILE, as far as this project
 * uses the language.
 */
final class BreakingChanges {
  private final List<String> found = new ArrayList<>();

  private BreakingChanges() {}

  /** One sentence for each breaking change; empty when everything old is still there, unchanged. */
  static List<String> between(FileDescriptorSet old, FileDescriptorSet now) {
    BreakingChanges changes = new BreakingChanges();
    changes.each(
        "file",
        "",
        old.getFileList(),
        now.getFileList(),
        FileDescriptorProto::getName,
        changes::file);
    return List.copyOf(changes.found);
  }

  private void file(String where, FileDescriptorProto old, FileDescriptorProto now) {
    same(where + " package", old.getPackage(), now.getPackage());
    same(
        where + " java_package",
        old.getOptions().getJavaPackage(),
        now.getOptions().getJavaPackage());
    each(
        "message",
        where,
        old.getMessageTypeList(),
        now.getMessageTypeList(),
        DescriptorProto::getName,
        this::message);
    each(
        "enum",
        where,
        old.getEnumTypeList(),
        now.getEnumTypeList(),
        EnumDescriptorProto::getName,
        this::enumeration);
    each(
        "service",
        where,
        old.getServiceList(),
        now.getServiceList(),
        ServiceDescriptorProto::getName,
        this::service);
  }

  private void message(String where, DescriptorProto old, DescriptorProto now) {
    each(
        "field",
        where,
        old.getFieldList(),
        now.getFieldList(),
        f -> String.valueOf(f.getNumber()),
        (field, a, b) -> field(field, old, a, now, b));
    each(
        "message",
        where,
        old.getNestedTypeList(),
        now.getNestedTypeList(),
        DescriptorProto::getName,
        this::message);
    each(
        "enum",
        where,
        old.getEnumTypeList(),
        now.getEnumTypeList(),
        EnumDescriptorProto::getName,
        this::enumeration);
    for (DescriptorProto.ReservedRange range : old.getReservedRangeList()) {
      if (!now.getReservedRangeList().contains(range)) {
        found.add(
            where + ": reserved range " + range.getStart() + " to " + range.getEnd() + " is gone");
      }
    }
    if (!now.getReservedNameList().containsAll(old.getReservedNameList())) {
      found.add(where + ": a reserved name is gone");
    }
  }

  private void field(
      String where,
      DescriptorProto oldParent,
      FieldDescriptorProto old,
      DescriptorProto newParent,
      FieldDescriptorProto now) {
    same(where + " name", old.getName(), now.getName());
    same(where + " type", old.getType(), now.getType());
    same(where + " type name", old.getTypeName(), now.getTypeName());
    same(where + " label", old.getLabel(), now.getLabel());
    same(where + " JSON name", old.getJsonName(), now.getJsonName());
    same(where + " presence", old.getProto3Optional(), now.getProto3Optional());
    same(where + " oneof", oneof(oldParent, old), oneof(newParent, now));
  }

  private static String oneof(DescriptorProto parent, FieldDescriptorProto field) {
    return field.hasOneofIndex() ? parent.getOneofDecl(field.getOneofIndex()).getName() : "";
  }

  private void enumeration(String where, EnumDescriptorProto old, EnumDescriptorProto now) {
    each(
        "value",
        where,
        old.getValueList(),
        now.getValueList(),
        EnumValueDescriptorProto::getName,
        (value, a, b) -> same(value + " number", a.getNumber(), b.getNumber()));
  }

  private void service(String where, ServiceDescriptorProto old, ServiceDescriptorProto now) {
    each(
        "rpc",
        where,
        old.getMethodList(),
        now.getMethodList(),
        MethodDescriptorProto::getName,
        this::rpc);
  }

  private void rpc(String where, MethodDescriptorProto old, MethodDescriptorProto now) {
    same(where + " request", old.getInputType(), now.getInputType());
    same(where + " response", old.getOutputType(), now.getOutputType());
    same(where + " client streaming", old.getClientStreaming(), now.getClientStreaming());
    same(where + " server streaming", old.getServerStreaming(), now.getServerStreaming());
  }

  private <T> void each(
      String what,
      String where,
      List<T> old,
      List<T> now,
      Function<T, String> key,
      Pair<T> compare) {
    Map<String, T> byKey = now.stream().collect(Collectors.toMap(key, Function.identity()));
    for (T element : old) {
      String name = (where.isEmpty() ? "" : where + " ") + what + " " + key.apply(element);
      T counterpart = byKey.get(key.apply(element));
      if (counterpart == null) {
        found.add(name + " is gone");
      } else {
        compare.apply(name, element, counterpart);
      }
    }
  }

  private void same(String what, Object old, Object now) {
    if (!old.equals(now)) {
      found.add(what + " changed from '" + old + "' to '" + now + "'");
    }
  }

  private interface Pair<T> {
    void apply(String where, T old, T now);
  }
}
