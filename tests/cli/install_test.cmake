# The installed package, as someone who embeds it has it.
# In: BUILD, SOURCE, COMPILER, FLAGS. Out: fails where installing, finding, linking or running fails, or the answer is wrong.
set(prefix ${BUILD}/install-test/prefix)
set(example ${BUILD}/install-test/example)
file(REMOVE_RECURSE ${BUILD}/install-test)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${code}:\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()
function(expect pattern what)
  if(NOT out MATCHES "${pattern}")
    message(FATAL_ERROR "${what}: wanted ${pattern}, got:\n${out}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})

# The example is copied out, so that nothing of the source tree is found by being near.
file(COPY ${SOURCE}/examples/embed/ DESTINATION ${example})
run(${CMAKE_COMMAND} -S ${example} -B ${example}/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=${prefix}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS})
run(${CMAKE_COMMAND} --build ${example}/build)
run(${example}/build/embed ${prefix}/share/precept/guidelines ${prefix}/share/precept/examples/cases/CM13-0047924.json)
expect("CM13-0047924.*work_conditioning.*deny.*recent" "the seed's case by the embedded evaluator")

# The installed command line decides too, with the installed guidelines, in both engines.
foreach(engine interpret native)
  run(${prefix}/bin/precept decide -g ${prefix}/share/precept/guidelines --engine ${engine}
      ${prefix}/share/precept/examples/cases/CM13-0047924.json --format json)
  expect("\"outcome\": \"deny\"" "the seed's case by the installed command line, engine ${engine}")
endforeach()
